// What a channel says of one message: taken, or a code; `passing` failures may be tried again.

export type SendOutcome =
  | { readonly ok: true; readonly providerRef?: string }
  | { readonly ok: false; readonly code: SendFailure; readonly passing: boolean };

/** Why a channel did not take a message; shown to staff as a code, never the other side's own words. */
export type SendFailure =
  | 'no_address'
  | 'subscription_gone'
  | 'refused'
  | 'not_authorised'
  | 'unavailable'
  | 'address_not_allowed'
  | 'not_configured';
