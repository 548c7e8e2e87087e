import { Marking, Tlp } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { closed, nullable, type Operation, oneOf, text, Utc } from './common.ts'

const definition = {
  name: text(100),
  url: text(
    2000,
    'Address of a TAXII 2.1 collection, of an API root or a discovery for all its readable ones; or of the manifest.json of a MISP feed.',
  ),
  intervalMin: Type.Integer({ minimum: 1, maximum: 10_080, description: 'How often it is pulled, minutes.' }),
  allowPrivateAddress: Type.Boolean({ description: 'Whether it may be on a private, loopback or link-local address.' }),
  originator: Type.String({
    pattern: '^([A-Z]{3})?$',
    description: 'Whose intelligence it is, ISO 3166-1 alpha-3; empty where nobody says.',
  }),
}

/** A feed of another server's intelligence, with its state. */
export const TaxiiFeed = closed({
  id: Type.String(),
  ...definition,
  marking: Marking,
  isPaused: Type.Boolean(),
  user: nullable(Type.String({ description: 'Name that it signs in with; never the password.' })),
  certificateEndsUtc: nullable(Utc),
  state: oneOf(['ok', 'waiting', 'pulling', 'failing', 'overdue', 'paused']),
  lastAttemptUtc: nullable(Utc),
  lastSuccessUtc: nullable(Utc),
  nextDueUtc: nullable(Utc),
  lastError: nullable(closed({ code: Type.String(), message: Type.String(), atUtc: Utc })),
  gained: Type.Integer({ description: 'Versions of objects that it brought and that were not known.' }),
  leftOut: Type.Integer({ description: 'Objects of the last pull that could not be taken.' }),
  lastProblem: nullable(Type.String({ description: 'Why the first of those could not be taken.' })),
  overdueAfterMin: Type.Integer(),
})
export type TaxiiFeed = Static<typeof TaxiiFeed>

const params = closed({ id: Type.String({ minLength: 1, maxLength: 60 }) })
const administrator = { tag: 'cyber', access: 'administrator' } as const

/** Operations on the feeds that the node pulls by itself. */
export const feedOperations = {
  listFeeds: {
    method: 'GET',
    url: '/api/v1/cyber/feeds',
    tag: 'cyber',
    access: 'officer',
    summary: 'All feeds of intelligence with state, age and last error.',
    answer: closed({ items: Type.Array(TaxiiFeed) }),
  },
  addFeed: {
    ...administrator,
    method: 'POST',
    url: '/api/v1/cyber/feeds',
    summary:
      'Add a feed; it is pulled at once. What says nothing of who may see it gets the marking or label, else stays here.',
    body: closed({
      name: definition.name,
      url: definition.url,
      intervalMin: Type.Optional(definition.intervalMin),
      allowPrivateAddress: Type.Optional(definition.allowPrivateAddress),
      originator: Type.Optional(definition.originator),
      tlp: Type.Optional(Tlp),
      marking: Type.Optional(Marking),
      account: Type.Optional(closed({ user: text(200), password: text(1000) })),
      identity: Type.Optional(
        closed({
          certificate: text(
            100_000,
            'Certificate that it signs in with, PEM, with those between it and its authority.',
          ),
          key: text(20_000, 'Its private key, PEM, without a passphrase.'),
        }),
      ),
      authority: Type.Optional(
        text(100_000, 'Who vouches for the server, in the place of the known authorities; PEM.'),
      ),
    }),
    answer: TaxiiFeed,
  },
  removeFeed: {
    ...administrator,
    method: 'DELETE',
    url: '/api/v1/cyber/feeds/:id',
    summary: 'Remove a feed; what it brought is kept.',
    params,
  },
  pauseFeed: {
    ...administrator,
    method: 'POST',
    url: '/api/v1/cyber/feeds/:id/pause',
    summary: 'Pull a feed no more until it is resumed; a pull under way is ended.',
    params,
    answer: TaxiiFeed,
  },
  resumeFeed: {
    ...administrator,
    method: 'POST',
    url: '/api/v1/cyber/feeds/:id/resume',
    summary: 'Pull a feed again, at once and then on its schedule.',
    params,
    answer: TaxiiFeed,
  },
  pullFeed: {
    ...administrator,
    method: 'POST',
    url: '/api/v1/cyber/feeds/:id/pull',
    summary: 'Pull a feed now, unless that is under way.',
    params,
    answer: TaxiiFeed,
  },
} as const satisfies Record<string, Operation>
