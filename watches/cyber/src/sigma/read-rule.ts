import { isMembers, type Members } from '../members.ts'
import { readDetection } from './read-detection.ts'
import type { RuleReading } from './read-values.ts'
import { type EventRule, type RuleHead, type RuleSource, ruleLevels } from './sigma-rule.ts'

/**
 * Reads a rule about single events.
 *
 * @param document - A document with `detection`, as YAML gives it.
 * @param reading - Told of each thing that cannot be asked; the rule returned then means nothing.
 * Source: Sigma rules specification 2.1.0.
 */
export function readEventRule(document: Members, file: string, reading: RuleReading): EventRule {
  const head = readRuleHead(document, file, reading)
  const taxonomy = document['taxonomy'] ?? 'sigma'
  if (taxonomy !== 'sigma') reading.refuse(`the taxonomy ${JSON.stringify(taxonomy)} is not known: sigma is`)
  const source = readSource(document['logsource'], reading)
  return { ...head, kind: 'event', source, search: readDetection(document['detection'], reading), isSilent: false }
}

/** What rules of both kinds say of themselves; what is no text where one should be counts as absent. */
export function readRuleHead(document: Members, file: string, reading: RuleReading): RuleHead {
  const title = textOf(document['title'])
  if (title === undefined) reading.refuse('a rule has a title')
  const written = document['level']
  const level = ruleLevels.find((each) => each === written)
  if (written !== undefined && level === undefined) reading.refuse(`${JSON.stringify(written)} is no level`)
  const tags = Array.isArray(document['tags']) ? document['tags'].filter((tag) => typeof tag === 'string') : []
  return {
    file,
    title: title ?? '',
    id: textOf(document['id']),
    name: textOf(document['name']),
    level,
    techniques: tags.flatMap(techniqueOf),
    tags,
  }
}

const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/i

function techniqueOf(tag: string): readonly string[] {
  const id = technique.exec(tag)?.[1]
  return id === undefined ? [] : [id.toUpperCase()]
}

/** @returns The text; undefined for an empty one or what is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function readSource(written: unknown, reading: RuleReading): RuleSource {
  const members = isMembers(written) ? written : {}
  const source = {
    category: word(members['category']),
    product: word(members['product']),
    service: word(members['service']),
  }
  if (source.category === undefined && source.product === undefined && source.service === undefined) {
    reading.refuse('logsource names no category, product or service')
  }
  return source
}

function word(value: unknown): string | undefined {
  return textOf(value)?.toLowerCase()
}
