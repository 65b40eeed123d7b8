// A hotel on a desk: real lock and phone brains over virtual radio, a stand-in PMS.
export {};
