import { certificateMembers } from './certificate-members.ts'
import { extensions, observableMembers, observableRequired } from './common-rules.ts'
import { dictionary, hashes, headerFields } from './dictionaries.ts'
import { fileExtensions } from './file-extensions.ts'
import { networkExtensions, processExtensions, userExtensions } from './observable-extensions.ts'
import {
  address,
  characterSet,
  checkArtifact,
  checkMessage,
  checkTraffic,
  cpe,
  domainName,
  ipfix,
  mailAddress,
  mimePart,
  mimeType,
  mustMimeType,
  protocols,
  registryKey,
  softwareLanguage,
} from './observable-values.ts'
import { identifier, refsTo, refTo } from './references.ts'
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

/** Types of the data of registry values. Source: STIX 2.1 §10.29. */
export const registryTypes: readonly string[] =
  'REG_NONE REG_SZ REG_EXPAND_SZ REG_BINARY REG_DWORD REG_DWORD_BIG_ENDIAN REG_DWORD_LITTLE_ENDIAN REG_LINK REG_MULTI_SZ REG_RESOURCE_LIST REG_FULL_RESOURCE_DESCRIPTION REG_RESOURCE_REQUIREMENTS_LIST REG_QWORD REG_INVALID_TYPE'.split(
    ' ',
  )
const registryValue: MemberRules = { name: text, data: text, data_type: oneOf(registryTypes, '10.29') }

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
      languages: listOf(softwareLanguage),
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
  'x509-certificate': observable('6.18', certificateMembers, { anyOf: Object.keys(certificateMembers) }),
}
