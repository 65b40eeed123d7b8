// The HTTP contract: schemas, OpenAPI, typed client.
export {};
