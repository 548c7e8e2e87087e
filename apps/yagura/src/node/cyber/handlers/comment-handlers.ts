import { randomUUID } from 'node:crypto'
import {
  markingObjects,
  ownOriginator,
  type StixDraft,
  type StixObject,
  type StixStore,
  type StixVersion,
} from '@yagura/cyber'
import { type Marking, shippedPolicies } from '@yagura/record'
import type { StixRow } from '../../../api/contract/cyber.ts'
import type { Handlers, NodeContext } from '../../context.ts'
import { wordsOf } from '../../marking-words.ts'
import { keepIdentity, type NodeAuthor, ownIdentity } from './author.ts'
import { newestOf } from './object-handlers.ts'
import { rowsOf, textsOf } from './stix-row.ts'

/**
 * Notes and opinions of analysts: objects of STIX by this node. They stay with its own nation unless their author shares them; then they
 * are marked as what they are about, so that nobody learns by a note of what they may not see, and do not name the officer.
 *
 * @param author - Under which name the node writes.
 */
export function createCommentHandlers(
  context: NodeContext,
  store: StixStore,
  author: () => NodeAuthor,
): Handlers<'writeStixNote' | 'writeStixOpinion'> {
  /** The identity of this node where those who get a comment do not have it: what refers to it would wait for it for ever. */
  const identityFor = async ({ pol, aud, mode }: Marking, isShared: boolean) => {
    const kept = await keepIdentity(context)
    const versions = await store.versions(kept.id)
    const marking: Marking = { pol, lvl: 0, ...(isShared && aud !== undefined ? { aud } : {}), mode }
    const isThere = isShared ? versions.some((version) => goesAsFar(version.marking, marking)) : versions.length > 0
    if (isThere) return []
    const lastMs = Math.max(...versions.map(({ version }) => Date.parse(version)))
    const modified = new Date(Math.max(context.clock.nowMs(), lastMs + 1)).toISOString()
    const identity = ownIdentity(author(), kept)
    return [{ object: versions.length === 0 ? identity : { ...identity, modified }, marking }]
  }
  const write = async (
    about: StixVersion,
    type: 'note' | 'opinion',
    { shared = false, ...members }: { readonly shared?: boolean },
    officer: string,
  ): Promise<StixRow> => {
    const kept = await keepIdentity(context)
    const now = new Date(context.clock.nowMs()).toISOString()
    const definitions = shared ? definitionsOf(about.marking) : []
    const object: StixObject = {
      type,
      spec_version: '2.1',
      id: `${type}--${randomUUID()}`,
      created_by_ref: kept.id,
      created: now,
      modified: now,
      ...markingRefsOf(about, definitions),
      ...members,
      ...(shared ? {} : { authors: [officer] }),
      object_refs: [about.object.id],
    }
    const source = `officer/${officer}`
    const draft = (one: StixObject, marking: Marking): StixDraft => ({
      object: one,
      ...{ marking, originator: ownOriginator, source },
    })
    await store.add([
      ...(await identityFor(about.marking, shared)).map(({ object: identity, marking }) => draft(identity, marking)),
      ...definitions.map((definition) => draft(definition, about.marking)),
      draft(object, shared ? about.marking : ownAlone(about.marking)),
    ])
    await context.store.commit({
      append: [
        {
          ...{ atMs: context.clock.nowMs(), kind: `cyber/${type}`, subject: about.object.id, by: officer },
          text: `${type === 'note' ? 'a note' : 'an opinion'} was written about ${about.object.id}`,
          body: { id: object.id },
        },
      ],
    })
    const [row] = await rowsOf(store, [await newestOf(store, object.id)])
    if (row === undefined) throw new TypeError('what was written is not there')
    return row
  }
  return {
    writeStixNote: async ({ params: { id }, body }, { officer }) =>
      write(await newestOf(store, id), 'note', body, officer),
    writeStixOpinion: async ({ params: { id }, body }, { officer }) =>
      write(await newestOf(store, id), 'opinion', body, officer),
  }
}

/** Whether everybody whom a marking without label and control names gets what has another marking. */
function goesAsFar({ tlp, ctl, comp, lvl, ...has }: Marking, wanted: Marking): boolean {
  if (tlp !== undefined || ctl !== undefined || comp !== undefined || lvl > 0 || has.pol !== wanted.pol) return false
  return Object.entries(wanted.aud ?? {}).every(([nation, grade]) => (has.aud?.[nation] ?? 0) >= grade)
}

/** As high, but for nobody but this node’s own nation. */
function ownAlone({ aud: _, ...marking }: Marking): Marking {
  return marking
}

/** What is shared says by itself how it is marked; what names nobody goes to nobody. */
function definitionsOf(marking: Marking): readonly StixObject[] {
  return marking.aud === undefined ? [] : markingObjects(marking, wordsOf(marking, shippedPolicies()).banner.en)
}

/** TLP and statements of what is commented hold for the comment too. */
function markingRefsOf({ object }: StixVersion, definitions: readonly StixObject[]): object {
  const refs = new Set([...textsOf(object['object_marking_refs']), ...definitions.map(({ id }) => id)])
  return refs.size === 0 ? {} : { object_marking_refs: [...refs] }
}
