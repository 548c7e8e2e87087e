import { isMembers, type Members } from '../../members.ts'
import { readNetwork } from '../../patterns/network.ts'
import { extensions, observableMembers, observableRequired } from './common-rules.ts'
import { compareTimes } from './compare-times.ts'
import { dictionary, dictionaryOf, hashes, headerFields } from './dictionaries.ts'
import { fileExtensions } from './file-extensions.ts'
import { type Findings, shown } from './findings.ts'
import { networkExtensions, processExtensions, userExtensions } from './observable-extensions.ts'
import { identifier, refsTo, refTo } from './references.ts'
import { isRegistered } from './registries.ts'
import {
  binary,
  filledText,
  flag,
  formed,
  hex,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  type Structure,
  structure,
  text,
  timestamp,
  url,
  type ValueRule,
} from './values.ts'
import { wordOf } from './vocabularies.ts'

function observable(
  section: string,
  members: MemberRules,
  rules: Omit<Structure, 'section' | 'members'> = {},
): Structure {
  const required = [...observableRequired, ...(rules.required ?? [])]
  return { section, members: { ...observableMembers, ...members }, ...rules, required }
}

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

const characterSet = registered('character-sets', 'character-set', '6.3')

function address(bits: 32 | 128, section: string): ValueRule {
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
const domainName = formed(
  /^(?=.{1,253}\.?$)(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-)(?:\.(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?<!-))*\.?$/u,
  'domain-name',
  '6.4',
  'a domain name',
)
/** One address without a name beside it. Source: STIX 2.1 §6.5, RFC 5322 §3.4.1. */
const mailAddress = formed(
  /^[^\s@<>()]+@[\p{L}\p{M}\p{N}.-]+$|^[^\s@<>()]+@\[[^\]\s]+\]$/u,
  'email-address',
  '6.5',
  'an e-mail address',
)

const mimeType: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('media-types', value)) {
    findings.should('mime-type', '6.7', `${shown(value)} is not a registered media type`)
  }
}

const mustMimeType: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('media-types', value)) {
    findings.must('media-type', '6.1', `${shown(value)} is not a registered media type`)
  }
}

function checkArtifact(value: Members, findings: Findings): void {
  const has = (name: string) => value[name] !== undefined
  if (has('payload_bin') === has('url')) findings.must('exclusive', '6.1', 'wants either payload_bin or url')
  if (has('url') && !has('hashes')) findings.must('required', '6.1', 'a url wants hashes')
  if (has('decryption_key') && !has('encryption_algorithm')) {
    findings.must('exclusive', '6.1', 'decryption_key goes with encryption_algorithm')
  }
}

function checkMessage(value: Members, findings: Findings): void {
  const { is_multipart: isMultipart, body, body_multipart: parts } = value
  if (isMultipart === true && body !== undefined) findings.must('exclusive', '6.6', 'a multipart message has no body')
  if (isMultipart === false && parts !== undefined)
    findings.must('exclusive', '6.6', 'body_multipart wants is_multipart')
}

const mimePart = structure({
  section: '6.6',
  isClosed: true,
  members: { body: text, body_raw_ref: refTo('artifact', 'file'), content_type: text, content_disposition: text },
  whole: (value, findings) => {
    if ((value['body'] === undefined) === (value['body_raw_ref'] === undefined)) {
      findings.must('exclusive', '6.6', 'a part wants either body or body_raw_ref')
    }
  },
})

function checkTraffic(value: Members, findings: Findings): void {
  compareTimes('start', 'end', 'same-or-later', '6.12')(value, findings)
  if (value['is_active'] === true && value['end'] !== undefined)
    findings.must('exclusive', '6.12', 'what is active has no end')
  if (value['src_port'] === undefined || value['dst_port'] === undefined) {
    findings.should('network-traffic-ports', '6.12', 'should have both src_port and dst_port')
  }
}

const protocols = listOf((value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !isRegistered('protocols', value)) {
    findings.should('protocols', '6.12', `${shown(value)} is not a registered service name`)
  }
})

const ipfix: ValueRule = (value, findings) => {
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
const cpe = formed(
  /^cpe:2\.3:[aho*-](?::(?:[*-]|[?*]*(?:[A-Za-z\d\-._]|\\[^\sA-Za-z\d])+[?*]*)){5}:(?:[*-]|[A-Za-z]{2,3}(?:-(?:[A-Za-z]{2}|\d{3}))?)(?::(?:[*-]|[?*]*(?:[A-Za-z\d\-._]|\\[^\sA-Za-z\d])+[?*]*)){4}$/,
  'cpe',
  '6.14',
  'a CPE 2.3 name',
)

const account: MemberRules = {
  user_id: text,
  credential: text,
  account_login: text,
  account_type: wordOf('account-type'),
  display_name: text,
  is_service_account: flag,
  is_privileged: flag,
  can_escalate_privs: flag,
  is_disabled: flag,
  account_created: timestamp,
  account_expires: timestamp,
  credential_last_changed: timestamp,
  account_first_login: timestamp,
  account_last_login: timestamp,
}

const processMembers: MemberRules = {
  extensions: extensions(processExtensions),
  is_hidden: flag,
  pid: integer(),
  created_time: timestamp,
  cwd: text,
  command_line: text,
  environment_variables: dictionary,
  opened_connection_refs: refsTo('network-traffic'),
  creator_user_ref: refTo('user-account'),
  image_ref: refTo('file'),
  parent_ref: refTo('process'),
  child_refs: refsTo('process'),
}

const registryTypes =
  'REG_NONE REG_SZ REG_EXPAND_SZ REG_BINARY REG_DWORD REG_DWORD_BIG_ENDIAN REG_DWORD_LITTLE_ENDIAN REG_LINK REG_MULTI_SZ REG_RESOURCE_LIST REG_FULL_RESOURCE_DESCRIPTION REG_RESOURCE_REQUIREMENTS_LIST REG_QWORD REG_INVALID_TYPE'
const registryValue: MemberRules = { name: text, data: text, data_type: oneOf(registryTypes.split(' '), '10.29') }

const registryKey: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && /^(?:HKLM|HKCC|HKCR|HKCU|HKU)(?:\\|$)/i.test(value)) {
    findings.must('registry-key', '6.17', `${shown(value)} shortens the name of its hive`)
  }
}

const v3Members: MemberRules = {
  ...Object.fromEntries(
    'basic_constraints name_constraints policy_constraints key_usage extended_key_usage subject_key_identifier authority_key_identifier subject_alternative_name issuer_alternative_name subject_directory_attributes crl_distribution_points inhibit_any_policy certificate_policies policy_mappings'
      .split(' ')
      .map((name) => [name, text]),
  ),
  private_key_usage_period_not_before: timestamp,
  private_key_usage_period_not_after: timestamp,
}

const certificate: MemberRules = {
  is_self_signed: flag,
  hashes,
  version: text,
  serial_number: text,
  signature_algorithm: text,
  issuer: text,
  validity_not_before: timestamp,
  validity_not_after: timestamp,
  subject: text,
  subject_public_key_algorithm: text,
  subject_public_key_modulus: text,
  subject_public_key_exponent: integer(),
  x509_v3_extensions: structure({ section: '6.18', isClosed: true, members: v3Members, anyOf: Object.keys(v3Members) }),
}

const fileTimes: MemberRules = { ctime: timestamp, mtime: timestamp, atime: timestamp }
const asnRefs = refsTo('autonomous-system')
const endpoint = refTo('ipv4-addr', 'ipv6-addr', 'mac-addr', 'domain-name')
const mailbox = refTo('email-addr')
const mailboxes = refsTo('email-addr')

/** The 18 cyber observables. Source: STIX 2.1 §6. */
export const observableRules: Readonly<Record<string, Structure>> = {
  artifact: observable(
    '6.1',
    {
      mime_type: mustMimeType,
      payload_bin: binary,
      url,
      hashes,
      encryption_algorithm: oneOf(['AES-256-GCM', 'ChaCha20-Poly1305', 'mime-type-indicated'], '10.4'),
      decryption_key: text,
    },
    { whole: checkArtifact },
  ),
  'autonomous-system': observable('6.2', { number: integer(), name: text, rir: text }, { required: ['number'] }),
  directory: observable(
    '6.3',
    { path: text, path_enc: characterSet, ...fileTimes, contains_refs: refsTo('file', 'directory') },
    { required: ['path'] },
  ),
  'domain-name': observable(
    '6.4',
    { value: domainName, resolves_to_refs: refsTo('ipv4-addr', 'ipv6-addr', 'domain-name') },
    { required: ['value'] },
  ),
  'email-addr': observable(
    '6.5',
    { value: mailAddress, display_name: text, belongs_to_ref: refTo('user-account') },
    { required: ['value'] },
  ),
  'email-message': observable(
    '6.6',
    {
      is_multipart: flag,
      date: timestamp,
      content_type: text,
      from_ref: mailbox,
      sender_ref: mailbox,
      to_refs: mailboxes,
      cc_refs: mailboxes,
      bcc_refs: mailboxes,
      message_id: text,
      subject: text,
      received_lines: listOf(text),
      additional_header_fields: headerFields('6.6'),
      body: text,
      body_multipart: listOf(mimePart),
      raw_email_ref: refTo('artifact'),
    },
    { required: ['is_multipart'], whole: checkMessage },
  ),
  file: observable(
    '6.7',
    {
      extensions: extensions(fileExtensions),
      hashes,
      size: integer(0),
      name: text,
      name_enc: characterSet,
      magic_number_hex: hex,
      mime_type: mimeType,
      ...fileTimes,
      parent_directory_ref: refTo('directory'),
      contains_refs: listOf(identifier),
      content_ref: refTo('artifact'),
    },
    { anyOf: ['hashes', 'name'] },
  ),
  'ipv4-addr': observable(
    '6.8',
    { value: address(32, '6.8'), resolves_to_refs: refsTo('mac-addr'), belongs_to_refs: asnRefs },
    { required: ['value'] },
  ),
  'ipv6-addr': observable(
    '6.9',
    { value: address(128, '6.9'), resolves_to_refs: refsTo('mac-addr'), belongs_to_refs: asnRefs },
    { required: ['value'] },
  ),
  'mac-addr': observable(
    '6.10',
    {
      value: formed(
        /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/,
        'address',
        '6.10',
        'a MAC address in small letters with colons',
      ),
    },
    { required: ['value'] },
  ),
  mutex: observable('6.11', { name: filledText }, { required: ['name'] }),
  'network-traffic': observable(
    '6.12',
    {
      extensions: extensions(networkExtensions),
      start: timestamp,
      end: timestamp,
      is_active: flag,
      src_ref: endpoint,
      dst_ref: endpoint,
      src_port: integer(0, 65_535),
      dst_port: integer(0, 65_535),
      protocols,
      src_byte_count: integer(),
      dst_byte_count: integer(),
      src_packets: integer(),
      dst_packets: integer(),
      ipfix,
      src_payload_ref: refTo('artifact'),
      dst_payload_ref: refTo('artifact'),
      encapsulates_refs: refsTo('network-traffic'),
      encapsulated_by_ref: refTo('network-traffic'),
    },
    { required: ['protocols'], anyOf: ['src_ref', 'dst_ref'], whole: checkTraffic },
  ),
  process: observable('6.13', processMembers, { anyOf: Object.keys(processMembers) }),
  software: observable(
    '6.14',
    {
      name: filledText,
      cpe,
      swid: text,
      languages: listOf(registered('iso-639-2', 'language', '6.14')),
      vendor: text,
      version: text,
    },
    { required: ['name'] },
  ),
  url: observable('6.15', { value: url }, { required: ['value'] }),
  'user-account': observable(
    '6.16',
    { extensions: extensions(userExtensions), ...account },
    { anyOf: ['extensions', ...Object.keys(account)] },
  ),
  'windows-registry-key': observable(
    '6.17',
    {
      key: registryKey,
      values: listOf(
        structure({ section: '6.17', isClosed: true, members: registryValue, anyOf: Object.keys(registryValue) }),
      ),
      modified_time: timestamp,
      creator_user_ref: refTo('user-account'),
      number_of_subkeys: integer(),
    },
    { anyOf: ['key', 'values', 'modified_time', 'creator_user_ref', 'number_of_subkeys'] },
  ),
  'x509-certificate': observable('6.18', certificate, { anyOf: Object.keys(certificate) }),
}
