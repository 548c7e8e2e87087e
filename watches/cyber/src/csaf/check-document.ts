import type { Members } from '../members.ts'
import { isLanguageTag } from '../stix/validation/registries.ts'
import { type Advisory, listOf, membersOf, productsNamed, type Tell, textOf, textsOf } from './advisory.ts'

/** The document, and what its category calls for. Source: CSAF 2.0 §6.1.12, 6.1.15, 6.1.26–6.1.28. */
export function checkDocument(advisory: Advisory, tell: Tell): void {
  const { document } = advisory
  for (const name of ['lang', 'source_lang']) {
    const tag = document[name]
    if (tag !== undefined && !isLanguageTag(textOf(tag)))
      tell('6.1.12', `document.${name}`, `${textOf(tag)} is no language`)
  }
  if (membersOf(document['publisher'])['category'] === 'translator' && document['source_lang'] === undefined) {
    tell('6.1.15', 'document', 'a translator has to name source_lang')
  }
  if (document['lang'] !== undefined && document['lang'] === document['source_lang']) {
    tell('6.1.28', 'document.lang', 'a translation is in another language than its source')
  }
  checkCategory(textOf(document['category']), tell)
  checkProfile(advisory, tell)
}

const profiles = [
  'csaf_base',
  'csaf_security_incident_response',
  'csaf_informational_advisory',
  'csaf_security_advisory',
  'csaf_vex',
]

/** A category that is none of the profiles may not be taken for one. */
function checkCategory(category: string, tell: Tell): void {
  if (profiles.includes(category)) return
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_\s]/g, '')
  const taken = profiles.flatMap((profile) => [plain(profile), plain(profile.replace('csaf_', ''))])
  if (category.startsWith('csaf_') || taken.filter((word) => word !== 'base').includes(plain(category))) {
    tell('6.1.26', 'document.category', `“${category}” could be taken for a profile`)
  }
}

const prose = new Set(['description', 'details', 'general', 'summary'])

function checkProfile(advisory: Advisory, tell: Tell): void {
  const { document, vulnerabilities } = advisory
  const category = textOf(document['category'])
  const isTold = category === 'csaf_informational_advisory' || category === 'csaf_security_incident_response'
  const isOfProducts = category === 'csaf_security_advisory' || category === 'csaf_vex'
  if (isTold && !listOf(document['notes']).some((note) => prose.has(textOf(note['category'])))) {
    tell('6.1.27.1', 'document.notes', 'nothing says what it is about')
  }
  if (isTold && !listOf(document['references']).some((one) => one['category'] === 'external')) {
    tell('6.1.27.2', 'document.references', 'it refers to nothing outside')
  }
  if (category === 'csaf_informational_advisory' && vulnerabilities.length > 0) {
    tell('6.1.27.3', 'vulnerabilities', 'an informational advisory has none')
  }
  if (!isOfProducts) return
  if (Object.keys(advisory.tree).length === 0) tell('6.1.27.4', 'product_tree', 'it is missing')
  if (vulnerabilities.length === 0) tell('6.1.27.11', 'vulnerabilities', 'there are none')
  for (const [index, one] of vulnerabilities.entries()) {
    const path = `vulnerabilities[${index}]`
    if (listOf(one['notes']).length === 0) tell('6.1.27.5', path, 'nothing says what it is')
    if (category === 'csaf_vex') checkVex(advisory, one, path, tell)
    else if (one['product_status'] === undefined) tell('6.1.27.6', path, 'the state of products is missing')
  }
}

const vexStates = ['fixed', 'known_affected', 'known_not_affected', 'under_investigation']

function checkVex(advisory: Advisory, vulnerability: Members, path: string, tell: Tell): void {
  const status = membersOf(vulnerability['product_status'])
  if (!vexStates.some((name) => status[name] !== undefined)) {
    tell('6.1.27.7', `${path}.product_status`, `has none of ${vexStates.join(', ')}`)
  }
  if (vulnerability['cve'] === undefined && vulnerability['ids'] === undefined)
    tell('6.1.27.8', path, 'has no cve and no ids')
  const named = (lists: readonly Members[]) => new Set(lists.flatMap((one) => productsNamed(advisory, one)))
  const impacts = listOf(vulnerability['threats']).filter((threat) => threat['category'] === 'impact')
  const explained = named([...listOf(vulnerability['flags']), ...impacts])
  for (const id of textsOf(status['known_not_affected']).filter((one) => !explained.has(one))) {
    tell('6.1.27.9', path, `nothing says why the product ${id} is not affected`)
  }
  const remedied = named(listOf(vulnerability['remediations']))
  for (const id of textsOf(status['known_affected']).filter((one) => !remedied.has(one))) {
    tell('6.1.27.10', path, `nothing says what to do about the product ${id}`)
  }
}
