import { isMembers, type Members } from '../../members.ts'
import { tlp1Definitions, tlp2Definitions, tlp2Extension } from '../tlp.ts'
import { type Findings, shown } from './findings.ts'

/** TLP markings are given by the standard, word for word. Source: STIX 2.1 §7.2.1.4; TLP 2.0 as OASIS published it for STIX. */
export function checkTlp(value: Members, findings: Findings): void {
  if (value['definition_type'] === 'tlp') checkTlp1(value, findings)
  const given = isMembers(value['extensions']) ? value['extensions'][tlp2Extension] : undefined
  if (!isMembers(given)) return
  const [id] = Object.entries(tlp2Definitions).find(([, label]) => label === given['tlp_2_0']) ?? []
  if (id === undefined) {
    findings.must('enumeration', '7.2.1', `${shown(given['tlp_2_0'])} is no label of TLP 2.0`)
  } else if (id !== value['id']) {
    findings.should('tlp-marking', '7.2.1', `TLP 2.0 ${shown(given['tlp_2_0'])} has the id ${id}, not this one`)
  }
}

function checkTlp1(value: Members, findings: Findings): void {
  const definition = isMembers(value['definition']) ? value['definition']['tlp'] : undefined
  const label = typeof value['id'] === 'string' ? tlp1Definitions[value['id']] : undefined
  const isExact =
    label !== undefined &&
    definition === label &&
    // The four of 2.0 have no name, and 2.1 is said by each object itself.
    (value['name'] === `TLP:${label.toUpperCase()}` ||
      (value['name'] === undefined && value['spec_version'] !== '2.1')) &&
    value['created'] === '2017-01-20T00:00:00.000Z' &&
    Object.keys(value).every((name) => exactMembers.has(name))
  if (!isExact) findings.must('tlp-marking', '7.2.1', 'is none of the four TLP markings that the standard gives')
}

const exactMembers = new Set(['type', 'spec_version', 'id', 'created', 'name', 'definition', 'definition_type'])
