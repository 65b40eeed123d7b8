// Why a key does not work, for the desk and for the guest: the same verdict.
import { Type } from 'typebox';
import * as diagnosis from '../diagnosis.ts';
import { Id } from '../scalars.ts';
import { atBooking, type OperationTable } from './operation-schema.ts';

export const diagnosisOperations = {
  diagnoseKey: {
    tag: 'Digital keys',
    summary: 'Why doesn’t the key work? The verdict, its evidence and the one next step',
    caller: 'staff',
    action: 'keys.read',
    params: atBooking,
    query: diagnosis.DiagnosisQuery,
    success: [200, diagnosis.KeyDiagnosis],
  },
  diagnoseOwnKey: {
    tag: 'Guest app',
    summary: 'Why doesn’t my key work? The same verdict as the desk’s, for this phone',
    caller: 'device',
    action: null,
    params: Type.Object({ bookingId: Id }),
    success: [200, diagnosis.KeyDiagnosis],
    problems: ['not_found'],
  },
} as const satisfies OperationTable;
