import { base64UrlBytes } from '@yagura/record'
import type { Caller } from '../../api/contract/operations.ts'
import { NotHeldError } from '../partners/errors.ts'
import type { PartnersService } from '../partners/partners-service.ts'
import type { OwnParty, SharedLogs } from './release-dependencies.ts'

const caller: Caller = { officer: 'node', role: 'officer' }
const none = { params: undefined, query: undefined, body: undefined }

/** The logs as the service of partners keeps them. */
export function createSharedLogs(partners: PartnersService): SharedLogs {
  const { handlers, identity } = partners
  const own: OwnParty | undefined = identity && {
    node: identity.card.node,
    party: identity.card.party,
    roots: identity.card.roots.map((root) => base64UrlBytes(root) ?? new Uint8Array()),
  }
  return {
    own: () => own,
    partners: async () => {
      const { items } = await handlers.listPartners(none, caller)
      return items.map(({ card: { node, party }, clearance, state }) => ({
        ...{ node, party, clearance },
        suspended: state === 'suspended',
      }))
    },
    append: async (line) => {
      const [appended] = await partners.append([line])
      if (appended === undefined) throw new NotHeldError('the record')
      return { origin: appended.origin, position: appended.position }
    },
    takeKeyRecord: partners.takeKeyRecord,
    list: (query) => handlers.listPartnerRecords({ ...none, query }, caller),
    find: async (id) => {
      try {
        return await handlers.readPartnerRecord({ ...none, params: { id } }, caller)
      } catch (error) {
        if (error instanceof NotHeldError) return undefined
        throw error
      }
    },
  }
}
