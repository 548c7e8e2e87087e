import type { Tlp } from '@yagura/record'
import type { StixObject } from './stix-object.ts'

/** Ids of the TLP 1 markings and their labels. Source: STIX 2.1 §7.2.1.4. */
export const tlp1Definitions: Readonly<Record<string, string>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'white',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
}

/** The extension that defines TLP 2.0. */
export const tlp2Extension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'

/** Ids of the TLP 2.0 markings and their labels. Source: TLP 2.0 extension definition of OASIS. */
export const tlp2Definitions: Readonly<Record<string, string>> = {
  'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487': 'clear',
  'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb': 'green',
  'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421': 'amber',
  'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003': 'amber+strict',
  'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1': 'red',
}

/** Labels in the words of TLP 2.0, in which Yagura keeps them; white became clear. */
const labels: Readonly<Record<string, Tlp>> = {
  white: 'CLEAR',
  clear: 'CLEAR',
  green: 'GREEN',
  amber: 'AMBER',
  'amber+strict': 'AMBER+STRICT',
  red: 'RED',
}

/** @param text - Such as `amber+strict`, `TLP:AMBER` or the tag `tlp:amber` of MISP. */
export function tlpLabel(text: string): Tlp | undefined {
  const word = text.trim().toLowerCase().replace(/^tlp:/, '').replace('amber-strict', 'amber+strict')
  return Object.hasOwn(labels, word) ? labels[word] : undefined
}

/** The label of a marking that everybody knows by its id. */
export function tlpOfId(id: string): Tlp | undefined {
  const word = tlp1Definitions[id] ?? tlp2Definitions[id]
  return word === undefined ? undefined : tlpLabel(word)
}

/** The id of the marking definition of TLP 2.0 for a label. */
export function tlp2IdOf(label: Tlp): string {
  const word = label.toLowerCase()
  const [id] = Object.entries(tlp2Definitions).find(([, each]) => each === word) ?? []
  if (id === undefined) throw new RangeError(`TLP 2.0 has no label ${label}`)
  return id
}

/** The marking definition of TLP 2.0 for a label, word for word. Source: TLP 2.0 extension definition of OASIS. */
export function tlpDefinition(label: Tlp): StixObject {
  const extension = { extension_type: 'property-extension', tlp_2_0: label.toLowerCase() }
  const created = '2022-10-01T00:00:00.000Z'
  const members = { name: `TLP:${label}`, extensions: { [tlp2Extension]: extension } }
  return { type: 'marking-definition', spec_version: '2.1', id: tlp2IdOf(label), created, ...members }
}
