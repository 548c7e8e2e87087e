export type { CatalogueAuthority, ElementSet, RecordOrigin, RecordProblem, UtcInstant } from './element-set.ts'
