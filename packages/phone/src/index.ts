// The phone's brain: key store, leases, unlocking, carrying mail.
export {};
