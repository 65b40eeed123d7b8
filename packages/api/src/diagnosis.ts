// "Why doesn't the key work?": the verdict, its evidence and the one next step (docs/domain.md §7).
import { DIAGNOSIS_CODES, NEXT_STEPS } from '@nightlatch/domain';
import { Type } from 'typebox';
import { Id, Instant } from './scalars.ts';

export const DiagnosisEvidence = Type.Object(
  {
    fact: Type.String({ description: 'Name of the fact, such as `key.state` or `delivery.leaseEnd`' }),
    value: Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()], {
      description: 'As stored: ids, codes, instants as UTC milliseconds',
    }),
  },
  { $id: 'DiagnosisEvidence' },
);

export const KeyDiagnosis = Type.Object(
  {
    at: Instant,
    bookingId: Id,
    keyId: Type.Union([Id, Type.Null()], { description: 'The key that was looked at; null where there is none' }),
    deviceId: Type.Union([Id, Type.Null()], {
      description: 'The phone that was looked at; null where none holds the key',
    }),
    code: Type.Enum([...DIAGNOSIS_CODES]),
    nextStep: Type.Enum([...NEXT_STEPS]),
    title: Type.String({ description: 'The verdict as a sentence for whoever asked' }),
    todo: Type.String({ description: 'The one step that mends it; empty where there is nothing to do' }),
    evidence: Type.Array(DiagnosisEvidence),
  },
  { $id: 'KeyDiagnosis' },
);
export type KeyDiagnosis = Type.Static<typeof KeyDiagnosis>;

/** Of whom and which phone: without, the primary guest's newest key on the phone that got furthest with it. */
export const DiagnosisQuery = Type.Object({ keyId: Type.Optional(Id), deviceId: Type.Optional(Id) });
