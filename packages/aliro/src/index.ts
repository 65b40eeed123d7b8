// The door protocol: issuer, phone and reader sides of Aliro 1.0 and the hotel profile.
export {};
