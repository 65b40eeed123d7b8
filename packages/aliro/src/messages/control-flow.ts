// CONTROL FLOW: how a reader ends a transaction without an open channel (docs/protocol §2.7).
import { AliroError } from '../aliro-error.ts';
import { type Bytes, concat } from '../encoding/bytes.ts';
import { readFields, tlv } from '../encoding/tlv.ts';
import { good, type Result } from '../result.ts';

/** S1 00 is failed; S2 00 no information, 27 no common version. */
export type ControlFlow = { readonly s1: number; readonly s2: number };

/** Data of CONTROL FLOW. `domain` (tag 43) and `descriptor` (tag 63) are for foreign uses: domain <= 250 bytes, at most 255 in all, else AliroError `argument`. */
export function encodeControlFlow(
  flow: ControlFlow,
  extras: { readonly domain?: Uint8Array; readonly descriptor?: Uint8Array } = {},
): Bytes {
  const data = concat(
    tlv(0x41, Uint8Array.of(flow.s1)),
    tlv(0x42, Uint8Array.of(flow.s2)),
    extras.domain === undefined ? new Uint8Array(0) : tlv(0x43, extras.domain),
    extras.descriptor === undefined ? new Uint8Array(0) : tlv(0x63, extras.descriptor),
  );
  if ((extras.domain?.length ?? 0) > 250 || data.length > 255)
    throw new AliroError('argument', 'CONTROL FLOW holds at most 255 bytes, 250 of them in its domain data');
  return data;
}

/** Reads the data of CONTROL FLOW; 43 and 63 are skipped. */
export function parseControlFlow(data: Uint8Array): Result<ControlFlow> {
  const fields = readFields(
    data,
    [
      { tag: 0x41, length: 1, required: true },
      { tag: 0x42, length: 1, required: true },
      { tag: 0x43, max: 250 },
      { tag: 0x63 },
    ],
    true,
  );
  if (!fields.ok) return fields;
  return good({ s1: fields.value.get(0x41)?.value[0] ?? 0, s2: fields.value.get(0x42)?.value[0] ?? 0 });
}
