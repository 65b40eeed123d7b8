// Node's OpenSSL behind the door protocol's crypto port.
export { nodeCrypto } from './node-crypto.ts';
