import type { LogEvent } from '../detect/log-event.ts'
import { ecsEventOf, ecsSource } from './ecs-source.ts'
import { eveSource, zeekSource } from './sensor-source.ts'
import type { RuleSource } from './sigma-rule.ts'
import { type EventSource, namesBy, type SourceFields } from './source-fields.ts'
import { syslogEventOf, syslogFields, syslogSource } from './syslog-source.ts'
import { windowsEventOf, windowsFields, windowsSource } from './windows-source.ts'

/** What an event is: the same key for all that rules treat alike. */
export type RecognisedEvent = {
  readonly key: string
  readonly fields: SourceFields
  readonly describe: () => EventSource
}

/** Says of an event whose log it is, by what stands in it. An event of which that cannot be said is one that no rule is about. */
export function recogniseEvent(event: LogEvent): RecognisedEvent {
  if (event.format === 'syslog') {
    const line = syslogEventOf(event)
    return {
      key: `syslog|${line.product}|${line.service}`,
      fields: syslogFields(event),
      describe: () => syslogSource(line),
    }
  }
  const fields = event.fields()
  const kind = event.kind ?? ''
  if (event.format === 'zeek') return { key: `zeek|${kind}`, fields, describe: () => zeekSource(kind) }
  if (event.format === 'eve') return { key: `eve|${kind}`, fields, describe: () => eveSource(kind) }
  return recogniseJson(event, fields)
}

function recogniseJson(event: LogEvent, fields: SourceFields): RecognisedEvent {
  const windows = windowsEventOf(event, fields)
  if (windows !== undefined) {
    const { form, channel, eventId, userData } = windows
    const key = `windows|${form}|${channel}|${eventId}|${userData ?? ''}`
    return { key, fields: windowsFields(event, windows, fields), describe: () => windowsSource(windows) }
  }
  const ecs = ecsEventOf(fields)
  if (ecs !== undefined) return { key: `ecs|${JSON.stringify(ecs)}`, fields, describe: () => ecsSource(ecs) }
  const zeekPath = fields.get('_path')?.[0]
  if (typeof zeekPath === 'string') return { key: `zeek|${zeekPath}`, fields, describe: () => zeekSource(zeekPath) }
  const eveType = fields.get('event_type')?.[0]
  if (typeof eveType === 'string') return { key: `eve|${eveType}`, fields, describe: () => eveSource(eveType) }
  return { key: 'json', fields, describe: () => unknownSource }
}

const unknownSource: EventSource = { products: [], categories: [], services: [], names: namesBy({}) }

/** The same events, told by a person to be of a log besides what is seen in them. */
export function withTold(source: EventSource, told: RuleSource): EventSource {
  const add = (words: readonly string[], word: string | undefined): readonly string[] =>
    word === undefined ? words : [...words, word]
  return {
    names: source.names,
    products: add(source.products, told.product),
    categories: add(source.categories, told.category),
    services: add(source.services, told.service),
  }
}

/** @returns Whether a rule with this log source is about such events. */
export function isAbout(rule: RuleSource, source: EventSource): boolean {
  return (
    (rule.product === undefined || source.products.includes(rule.product)) &&
    (rule.category === undefined || source.categories.includes(rule.category)) &&
    (rule.service === undefined || source.services.includes(rule.service))
  )
}
