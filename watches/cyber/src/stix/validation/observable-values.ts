import { isMembers, type Members } from '../../members.ts'
import { readNetwork } from '../../patterns/network.ts'
import { compareTimes } from './compare-times.ts'
import { dictionaryOf } from './dictionaries.ts'
import { type Findings, shown } from './findings.ts'
import { refTo } from './references.ts'
import { isRegistered } from './registries.ts'
import { formed, listOf, structure, text, type ValueRule } from './values.ts'

/** A text that a registry should have, or must. */
function registered(registry: 'character-sets' | 'iso-639-2', code: string, section: string): ValueRule {
  return (value, findings) => {
    text(value, findings)
    if (typeof value !== 'string') return
    const known = isRegistered(registry, value) || (registry === 'iso-639-2' && isShortLanguage(value))
    if (!known) findings.must(code, section, `${shown(value)} is not registered`)
  }
}

/** Languages of software are named by ISO 639-2 or by the short tags of RFC 5646. Source: STIX 2.1 §6.14. */
function isShortLanguage(tag: string): boolean {
  return /^[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?$/.test(tag) && isRegistered('languages', tag.slice(0, 2))
}

/** A character set that IANA knows. Source: STIX 2.1 §6.3, §6.7. */
export const characterSet = registered('character-sets', 'character-set', '6.3')

/** One IP address or network in CIDR notation. */
export function address(bits: 32 | 128, section: string): ValueRule {
  return (value, findings) => {
    text(value, findings)
    if (typeof value !== 'string') return
    const isWritten = !/\/0\d/.test(value) && !/(?:^|\.)0\d/.test(bits === 32 ? value : '')
    const network = isWritten ? readNetwork(value.replace(/%[^/]+/, '')) : undefined
    if (network?.bits !== bits)
      findings.must('address', section, `${shown(value)} is no IPv${bits === 32 ? 4 : 6} address`)
  }
}

/** Letters, digits and hyphens of any script between dots. Source: RFC 1034 §3.5, RFC 5890 §2.3.2.3. */
export const domainName = formed(
  /^(?=.{1,253}\.?$)(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)(?:\.(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-))*\.?$/u,
  'domain-name',
  '6.4',
  'a domain name',
)
/** One address without a name beside it. Source: STIX 2.1 §6.5, RFC 5322 §3.4.1. */
export const mailAddress = formed(
  /^[^\s@<>()]+@[\p{L}\p{M}\p{N}.-]+$|^[^\s@<>()]+@\[[^\]\s]+\]$/u,
  'email-address',
  '6.5',
  'an e-mail address',
)

/** A media type of a file: should be registered. Source: STIX 2.1 §6.7. */
export const mimeType: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('media-types', value)) {
    findings.should('mime-type', '6.7', `${shown(value)} is not a registered media type`)
  }
}

/** A media type of an artifact: must be registered. Source: STIX 2.1 §6.1. */
export const mustMimeType: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('media-types', value)) {
    findings.must('media-type', '6.1', `${shown(value)} is not a registered media type`)
  }
}

/** Content or where it is, not both. Source: STIX 2.1 §6.1. */
export function checkArtifact(value: Members, findings: Findings): void {
  const has = (name: string) => value[name] !== undefined
  if (has('payload_bin') === has('url')) findings.must('exclusive', '6.1', 'wants either payload_bin or url')
  if (has('url') && !has('hashes')) findings.must('required', '6.1', 'a url wants hashes')
  if (has('decryption_key') && !has('encryption_algorithm')) {
    findings.must('exclusive', '6.1', 'decryption_key goes with encryption_algorithm')
  }
}

/** One body or many parts. Source: STIX 2.1 §6.6. */
export function checkMessage(value: Members, findings: Findings): void {
  const { is_multipart: isMultipart, body, body_multipart: parts } = value
  if (isMultipart === true && body !== undefined) findings.must('exclusive', '6.6', 'a multipart message has no body')
  if (isMultipart === false && parts !== undefined)
    findings.must('exclusive', '6.6', 'body_multipart wants is_multipart')
}

/** A part of a message. Source: STIX 2.1 §6.6.3. */
export const mimePart = structure({
  section: '6.6',
  isClosed: true,
  members: { body: text, body_raw_ref: refTo('artifact', 'file'), content_type: text, content_disposition: text },
  whole: (value, findings) => {
    if ((value['body'] === undefined) === (value['body_raw_ref'] === undefined)) {
      findings.must('exclusive', '6.6', 'a part wants either body or body_raw_ref')
    }
  },
})

/** Times and ports of traffic. Source: STIX 2.1 §6.12. */
export function checkTraffic(value: Members, findings: Findings): void {
  compareTimes('start', 'end', 'same-or-later', '6.12')(value, findings)
  if (value['is_active'] === true && value['end'] !== undefined)
    findings.must('exclusive', '6.12', 'what is active has no end')
  if (value['src_port'] === undefined || value['dst_port'] === undefined) {
    findings.should('network-traffic-ports', '6.12', 'should have both src_port and dst_port')
  }
}

/** Names of protocols. Source: STIX 2.1 §6.12. */
export const protocols = listOf((value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('protocols', value)) {
    findings.should('protocols', '6.12', `${shown(value)} is not a registered service name`)
  }
})

/** IPFIX data by element. Source: STIX 2.1 §6.12. */
export const ipfix: ValueRule = (value, findings) => {
  dictionaryOf((one, inner) => {
    if (typeof one !== 'string' && !Number.isInteger(one))
      inner.must('value-type', '6.12', 'wants text or a whole number')
  })(value, findings)
  if (!isMembers(value)) return
  for (const name of Object.keys(value).filter((each) => !isRegistered('ipfix-elements', each))) {
    findings.should('ipfix', '6.12', `${shown(name)} is not a registered IPFIX element`)
  }
}

/** Source: NIST IR 7695 §6.2. */
export const cpe = formed(
  /^cpe:2\.3:[aho*-](?::(?:[*-]|[?*]*(?:[A-Za-z\d\-._]|\\[^\sA-Za-z\d])+[?*]*)){5}:(?:[*-]|[A-Za-z]{2,3}(?:-(?:[A-Za-z]{2}|\d{3}))?)(?::(?:[*-]|[?*]*(?:[A-Za-z\d\-._]|\\[^\sA-Za-z\d])+[?*]*)){4}$/,
  'cpe',
  '6.14',
  'a CPE 2.3 name',
)

/** Languages that software speaks. Source: STIX 2.1 §6.14. */
export const softwareLanguage: ValueRule = registered('iso-639-2', 'language', '6.14')

/** Source: STIX 2.1 §6.17. */
export const registryKey: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && /^(?:HKLM|HKCC|HKCR|HKCU|HKU)(?:\\|$)/i.test(value)) {
    findings.must('registry-key', '6.17', `${shown(value)} shortens the name of its hive`)
  }
}
