import { Marking } from '@yagura/record'
import { type Static, Type } from 'typebox'
import { closed, type Operation, text, Utc } from './common.ts'

const Compartment = Type.String({ maxLength: 64 })
const accountMembers = {
  name: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,63}$', description: 'By which it signs in.' }),
  nation: Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Null()], {
    description: 'Whose people use it, ISO 3166-1 alpha-3; null for those of this node’s own nation.',
  }),
  policies: Type.Array(Type.String({ maxLength: 16 }), { maxItems: 16, description: 'Policies that they handle.' }),
  clearance: Type.Union(
    [closed({ pol: Type.String({ maxLength: 16 }), lvl: Type.Integer({ minimum: 0, maximum: 4 }) }), Type.Null()],
    { description: 'Up to which level; null for what is unclassified alone.' },
  ),
  compartments: Type.Array(Compartment, { maxItems: 32 }),
  mayRead: Type.Boolean({ description: 'Whether it may read what is shared.' }),
  contributes: Type.Union([Type.Literal('no'), Type.Literal('write'), Type.Literal('read-and-write')], {
    description: 'Whether it may add objects, and read and take back what it added.',
  }),
  marking: Type.Union([Marking, Type.Null()], {
    description: 'Marking of what it adds; null for unclassified, between its nation and this node’s.',
  }),
}

/** What a TAXII client may see and do, as an administrator said. */
export const TaxiiAccount = closed(accountMembers)
/** What a TAXII client may see and do. */
export type TaxiiAccount = Static<typeof TaxiiAccount>

const Pem = text(20_000, 'X.509 certificate in PEM; the first one counts.')

/** A certificate by which a TAXII client signs in. */
export const TaxiiCertificate = closed({
  fingerprint: Type.String({ description: 'SHA-256 of the certificate, 64 hex digits.' }),
  subject: Type.String(),
  validFromUtc: Utc,
  validToUtc: Utc,
})
/** A certificate by which a TAXII client signs in. */
export type TaxiiCertificate = Static<typeof TaxiiCertificate>

const name = Type.String()

/** Operations on the accounts by which other programs ask this node’s TAXII server. */
export const taxiiOperations = {
  listTaxiiAccounts: {
    method: 'GET',
    url: '/api/v1/taxii/accounts',
    tag: 'cyber',
    summary: 'Accounts of TAXII clients.',
    access: 'administrator',
    answer: closed({
      items: Type.Array(
        closed({
          ...{ ...accountMembers, createdUtc: Utc, certificates: Type.Array(TaxiiCertificate) },
          hasPassword: Type.Boolean({ description: 'Whether it signs in by name and password.' }),
        }),
      ),
    }),
  },
  addTaxiiAccount: {
    method: 'POST',
    url: '/api/v1/taxii/accounts',
    tag: 'cyber',
    summary: 'Add an account of a TAXII client: with a password, a certificate, or both.',
    access: 'administrator',
    body: closed({
      ...{ ...accountMembers, password: Type.Optional(Type.String({ maxLength: 1000 })) },
      certificate: Type.Optional(Pem),
    }),
  },
  removeTaxiiAccount: {
    method: 'DELETE',
    url: '/api/v1/taxii/accounts/:name',
    tag: 'cyber',
    summary: 'Remove an account of a TAXII client.',
    access: 'administrator',
    params: closed({ name }),
  },
  addTaxiiCertificate: {
    method: 'POST',
    url: '/api/v1/taxii/accounts/:name/certificates',
    tag: 'cyber',
    summary: 'Let a TAXII client sign in by another certificate too.',
    access: 'administrator',
    params: closed({ name }),
    body: closed({ certificate: Pem }),
    answer: TaxiiCertificate,
  },
  removeTaxiiCertificate: {
    method: 'DELETE',
    url: '/api/v1/taxii/accounts/:name/certificates/:fingerprint',
    tag: 'cyber',
    summary: 'Let a TAXII client sign in no more by a certificate.',
    access: 'administrator',
    params: closed({ name, fingerprint: Type.String() }),
  },
} as const satisfies Record<string, Operation>
