package org.nightlatch.roomkey;

import com.getcapacitor.BridgeActivity;

public class MainActivity extends BridgeActivity {}
