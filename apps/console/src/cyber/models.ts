import type { Operations } from '../api/types.ts'

/** What the node answers about objects, one page of a list. */
export type StixList = Operations['listStixObjects']['answer']
/** What a list shows of an object. */
export type StixRow = StixList['items'][number]
/** One object with its versions and relations. */
export type StixDetail = Operations['readStixObject']['answer']
/** An object as relations name it. */
export type NamedObject = StixDetail['references'][number]
/** What lies around an object. */
export type StixGraph = Operations['readStixGraph']['answer']
/** By what a list of objects is narrowed and sorted. */
export type StixQuery = Operations['listStixObjects']['query']
/** The matrices of ATT&CK. */
export type Attack = Operations['listTechniques']['answer']
/** One matrix. */
export type Matrix = Attack['matrices'][number]
/** One technique with who uses it. */
export type TechniqueCell = Matrix['tactics'][number]['techniques'][number]
