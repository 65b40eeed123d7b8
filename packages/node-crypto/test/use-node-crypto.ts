// Set-up of the test project `node-crypto`: the door's tests run on this implementation.
import { useCrypto } from '@nightlatch/aliro';
import { nodeCrypto } from '../src/index.ts';

useCrypto(nodeCrypto);
