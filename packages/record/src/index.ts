export type { Signer, VerifyEd25519 } from './crypto.ts'
export { RecordBody, recordType, SignedRecord } from './envelope/record-schema.ts'
export { Marking, Mode, Tlp } from './marking/marking.ts'
