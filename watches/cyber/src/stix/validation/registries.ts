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

/** Source: RFC 5646 §2.1. */
const languageTag =
  /^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$/i

/** Tags from before that form, which stay valid. Source: RFC 5646 §2.2.8. */
const grandfathered = new Set(
  'art-lojban cel-gaulish en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu no-bok no-nyn sgn-be-fr sgn-be-nl sgn-ch-de zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang'.split(
    ' ',
  ),
)

/** A tag that two parties have agreed on, without a language. Source: RFC 5646 §2.2.7. */
const privateUse = /^x(?:-[a-z\d]{1,8})+$/

/** @returns Whether it is a language tag of RFC 5646 whose language is registered, or kept free for private use. */
export function isLanguageTag(text: string): boolean {
  const tag = text.slice(0, 101).toLowerCase()
  const [, language] = tag.length <= 100 ? (languageTag.exec(tag) ?? []) : []
  if (language === undefined) return grandfathered.has(tag) || (tag.length <= 100 && privateUse.test(tag))
  if (grandfathered.has(tag)) return true
  return /^q[a-t][a-z]$/.test(language) || isRegistered('languages', language)
}
