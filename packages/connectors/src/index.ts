// PMS and lock vendor connectors.
export {};
