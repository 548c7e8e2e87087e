import type { Members } from '../members.ts'
import type { Observation } from '../patterns/observation.ts'
import { requestUrls, takeEventValues } from './event-values.ts'
import { readTable, textsAt } from './field-reader.ts'
import type { LogEvent } from './log-event.ts'
import { observeCertificate } from './observe-certificate.ts'
import { observeFiles } from './observe-files.ts'
import { observeMail } from './observe-mail.ts'
import { observeRegistry } from './observe-registry.ts'
import { observeTraffic } from './observe-traffic.ts'
import { accountFields, nameFields, systemFields } from './observed-fields.ts'
import { beginObserving, numbered, type Observing, textual } from './observing.ts'

/**
 * What an event says in the words of STIX, so that a pattern can be asked of it: addresses wherever they stand, in messages too, names and what they
 * resolve to, mailboxes, messages, web addresses, traffic, certificates, files, processes, accounts, registry keys and autonomous systems,
 * by the names that Zeek, EVE, ECS and Sysmon give their fields.
 *
 * @param nowMs - Unix time, ms: when an event without a time counts as seen.
 */
export function observeEvent(event: LogEvent, nowMs: number): Observation {
  const observing = beginObserving(event)
  takeEventValues(event, (_, text) => observing.addressRef(text))
  observeNames(observing)
  observeTraffic(observing)
  const isMail = observeMail(observing)
  observeCertificate(observing, isMail)
  observeFiles(observing)
  observeRegistry(observing)
  return observationOf(observing.objects, event.timeMs ?? nowMs)
}

/**
 * What was seen once.
 *
 * @param objects - They refer to each other by their places in the list, from 0.
 * @param atMs - Unix time, ms.
 */
export function observationOf(objects: readonly Members[], atMs: number): Observation {
  return { objects, resolve: (name) => objects[Number(name)], firstMs: atMs, lastMs: atMs, times: 1 }
}

function observeNames({ fields, add }: Observing): void {
  for (const value of textsAt(fields, nameFields.url)) add({ type: 'url', value })
  for (const { url } of requestUrls(fields)) add({ type: 'url', value: url })
  for (const value of textsAt(fields, nameFields['mac-addr'])) {
    // The standard wants lower case and colons.
    add({ type: 'mac-addr', value: value.toLowerCase().replaceAll('-', ':') })
  }
  for (const system of systemFields) {
    const { number, name } = readTable(fields, system)
    if (number !== undefined)
      add({ type: 'autonomous-system', ...numbered('number', number), ...textual('name', name) })
  }
  for (const account of accountFields) {
    const { login, id, shown } = readTable<string>(fields, account)
    const said = { ...textual('account_login', login), ...textual('user_id', id), ...textual('display_name', shown) }
    if (Object.keys(said).length > 0) add({ type: 'user-account', ...said })
  }
}
