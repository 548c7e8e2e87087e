import characterSets from './registries/character-sets.json' with { type: 'json' }
import httpRequestHeaders from './registries/http-request-headers.json' with { type: 'json' }
import ipfixElements from './registries/ipfix-elements.json' with { type: 'json' }
import iso6392 from './registries/iso-639-2.json' with { type: 'json' }
import languages from './registries/languages.json' with { type: 'json' }
import mediaTypes from './registries/media-types.json' with { type: 'json' }
import protocols from './registries/protocols.json' with { type: 'json' }
import regions from './registries/regions.json' with { type: 'json' }
import socketOptions from './registries/socket-options.json' with { type: 'json' }

const files = {
  'character-sets': characterSets,
  'http-request-headers': httpRequestHeaders,
  'ipfix-elements': ipfixElements,
  'iso-639-2': iso6392,
  languages,
  'media-types': mediaTypes,
  protocols,
  regions,
  'socket-options': socketOptions,
}

/** A list that somebody else keeps, as it was when it was taken. */
export type Registry = keyof typeof files

const sets = new Map<Registry, ReadonlySet<string>>()

/** @returns Whether the registry has the name. */
export function isRegistered(registry: Registry, name: string): boolean {
  let names = sets.get(registry)
  if (names === undefined) {
    names = new Set(files[registry].names.split(' '))
    sets.set(registry, names)
  }
  return names.has(name)
}

/** Source: RFC 5646 §2.1, without the forms that are grandfathered. */
const languageTag =
  /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i

/** @returns Whether it is a language tag of RFC 5646 whose language is registered. */
export function isLanguageTag(text: string): boolean {
  const [, language] = text.length <= 100 ? (languageTag.exec(text) ?? []) : []
  return language !== undefined && isRegistered('languages', language.toLowerCase())
}
