import { dictionaryOf } from './dictionaries.ts'
import { type Findings, shown } from './findings.ts'
import { refsTo, refTo } from './references.ts'
import { isRegistered } from './registries.ts'
import {
  filledText,
  flag,
  hex,
  integer,
  listOf,
  type MemberRules,
  oneOf,
  structure,
  text,
  type ValueRule,
} from './values.ts'

const traffic = '6.12'
const socketOption = /^(?:SO|ICMP|ICMP6|IP|IPV6|MCAST|TCP|IRLMP)(?:_[A-Z0-9]+)+$/

/** @param field - What each field of the header holds: a list in 2.1, a text in 2.0. */
export function httpRequest(field: ValueRule): ValueRule {
  const fields = dictionaryOf(field, { section: traffic })
  const members: MemberRules = {
    request_method: filledText,
    request_value: filledText,
    request_version: text,
    request_header: (value, findings) => {
      fields(value, findings)
      unregistered(value, 'http-request-headers', 'is no request header', findings)
    },
    message_body_length: integer(),
    message_body_data_ref: refTo('artifact'),
  }
  return structure({ section: traffic, isClosed: true, required: ['request_method', 'request_value'], members })
}

const socketOptions: ValueRule = (value, findings) => {
  dictionaryOf(integer(), { keys: socketOption, section: traffic })(value, findings)
  unregistered(value, 'socket-options', 'is no option of a socket', findings)
}

function unregistered(
  value: unknown,
  registry: 'http-request-headers' | 'socket-options',
  message: string,
  findings: Findings,
): void {
  for (const name of Object.keys(value ?? {}).filter((each) => !isRegistered(registry, each))) {
    findings.should(registry, traffic, `${shown(name)} ${message}`)
  }
}

const families = 'AF_UNSPEC AF_INET AF_IPX AF_APPLETALK AF_NETBIOS AF_INET6 AF_IRDA AF_BTH'
const socketTypes = 'SOCK_STREAM SOCK_DGRAM SOCK_RAW SOCK_RDM SOCK_SEQPACKET'

/** Extensions of network traffic. Source: STIX 2.1 §6.12.2–6.12.5. */
export const networkExtensions: MemberRules = {
  'http-request-ext': httpRequest(listOf(text)),
  'icmp-ext': structure({
    section: traffic,
    isClosed: true,
    required: ['icmp_type_hex', 'icmp_code_hex'],
    members: { icmp_type_hex: hex, icmp_code_hex: hex },
  }),
  'socket-ext': structure({
    section: traffic,
    isClosed: true,
    required: ['address_family'],
    members: {
      address_family: oneOf(families.split(' '), '10.16'),
      is_blocking: flag,
      is_listening: flag,
      options: socketOptions,
      socket_type: oneOf(socketTypes.split(' '), '10.17'),
      socket_descriptor: integer(0),
      socket_handle: integer(),
    },
  }),
  'tcp-ext': structure({
    section: traffic,
    isClosed: true,
    anyOf: ['src_flags_hex', 'dst_flags_hex'],
    members: { src_flags_hex: hex, dst_flags_hex: hex },
  }),
}

const priority: ValueRule = (value, findings) => {
  text(value, findings)
  if (typeof value === 'string' && !/._CLASS$/.test(value)) {
    findings.should('windows-process-priority-format', '6.13', `${shown(value)} does not end in _CLASS`)
  }
}

const textOrNumber: ValueRule = (value, findings) => {
  if (typeof value !== 'string' && !Number.isInteger(value))
    findings.must('value-type', '6.13', 'wants text or a whole number')
}

const windowsProcess: MemberRules = {
  aslr_enabled: flag,
  dep_enabled: flag,
  priority,
  owner_sid: text,
  window_title: text,
  startup_info: dictionaryOf(textOrNumber),
  integrity_level: oneOf(['low', 'medium', 'high', 'system'], '10.27'),
}

const startTypes = 'SERVICE_AUTO_START SERVICE_BOOT_START SERVICE_DEMAND_START SERVICE_DISABLED SERVICE_SYSTEM_ALERT'
const serviceTypes =
  'SERVICE_KERNEL_DRIVER SERVICE_FILE_SYSTEM_DRIVER SERVICE_WIN32_OWN_PROCESS SERVICE_WIN32_SHARE_PROCESS'
const serviceStates =
  'SERVICE_CONTINUE_PENDING SERVICE_PAUSE_PENDING SERVICE_PAUSED SERVICE_RUNNING SERVICE_START_PENDING SERVICE_STOP_PENDING SERVICE_STOPPED'

const windowsService: MemberRules = {
  service_name: text,
  descriptions: listOf(text),
  display_name: text,
  group_name: text,
  start_type: oneOf(startTypes.split(' '), '10.30'),
  service_dll_refs: refsTo('file'),
  service_type: oneOf(serviceTypes.split(' '), '10.31'),
  service_status: oneOf(serviceStates.split(' '), '10.32'),
}

/** Extensions of processes. Source: STIX 2.1 §6.13.2, §6.13.3. */
export const processExtensions: MemberRules = {
  'windows-process-ext': structure({
    section: '6.13',
    isClosed: true,
    members: windowsProcess,
    anyOf: Object.keys(windowsProcess),
  }),
  'windows-service-ext': structure({
    section: '6.13',
    isClosed: true,
    members: windowsService,
    anyOf: Object.keys(windowsService),
  }),
}

const unixAccount: MemberRules = { gid: integer(), groups: listOf(text), home_dir: text, shell: text }

/** The extension of user accounts. Source: STIX 2.1 §6.16.2. */
export const userExtensions: MemberRules = {
  'unix-account-ext': structure({
    section: '6.16',
    isClosed: true,
    members: unixAccount,
    anyOf: Object.keys(unixAccount),
  }),
}
