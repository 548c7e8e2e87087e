import { Marking } from '@yagura/record'
import { Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, text } from './common.ts'

const CaseId = Type.String({ pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$', description: 'ULID' })
const officer = { tag: 'cyber', access: 'officer' } as const

/** Largest bundle that is read as a case: tens of thousands of objects. */
const largestBundleBytes = 16 * 1024 * 1024

const NotCarried = Type.Array(closed({ what: Type.String(), why: Type.String() }), {
  description: 'What has no place on the other side: keys of parts or ids of objects, and why.',
})

/** Operations by which cases go to other programs and come from them. */
export const cyberCaseOperations = {
  exportCaseBundle: {
    ...officer,
    method: 'GET',
    url: '/api/v1/cyber/cases/:id/bundle',
    summary:
      'A case as a bundle of STIX 2.1: an incident with all that belongs to it, or its events as an Attack Flow.',
    params: closed({ id: CaseId }),
    query: closed({
      as: Type.Optional(oneOf(['stix', 'attack-flow'])),
      for: Type.Optional(
        Type.String({
          pattern: '^[A-Z]{3}$',
          description: 'Nation of a partner: only what was released to it, in those words.',
        }),
      ),
    }),
    answer: closed({
      bundle: Type.Unknown({ description: 'STIX 2.1' }),
      mark: nullable(Marking),
      parts: Type.Integer({ description: 'How many parts of the case are in it.' }),
      heldBack: Type.Integer({ description: 'How many parts may not leave.' }),
      notCarried: NotCarried,
    }),
  },
  importCaseBundle: {
    ...officer,
    method: 'POST',
    url: '/api/v1/cyber/cases',
    summary: 'Open a case from an incident in STIX, an Attack Flow, or a drawing of one.',
    body: closed({
      bundle: Type.Unknown({ description: 'A bundle, a list of objects, or a drawing of Attack Flow Builder.' }),
      incident: Type.Optional(text(300, 'Id of the incident, where there are several.')),
      mark: Type.Optional(Marking),
    }),
    bodyLimitBytes: largestBundleBytes,
    answer: closed({ caseId: CaseId, parts: Type.Integer(), notCarried: NotCarried }),
  },
} as const satisfies Record<string, Operation>
