import { Check } from 'typebox/value'
import { SavedView } from '../../api/contract/watch-room.ts'
import type { Handlers, NodeContext } from '../context.ts'
import { TooManyViewsError, UnknownViewError } from './errors.ts'

const mostViews = 1000

/** Saved views: an officer sees the watch's and their own. */
export function createViews({ store, newId }: NodeContext): Handlers<'listViews' | 'saveView' | 'removeView'> {
  const views = (): readonly SavedView[] =>
    store.list('views').flatMap(({ body }) => (Check(SavedView, body) ? [body] : []))
  const visibleTo = (officer: string): SavedView[] =>
    views().filter(({ scope, owner }) => scope === 'watch' || owner === officer)
  return {
    listViews: async (_, { officer }) => ({
      items: visibleTo(officer).sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
    }),
    saveView: async ({ body }, { officer }) => {
      const same = views().find(
        ({ name, scope, owner }) => name === body.name && scope === body.scope && owner === officer,
      )
      if (same === undefined && views().length >= mostViews) throw new TooManyViewsError(mostViews)
      const view = { ...body, id: same?.id ?? newId(), owner: officer }
      await store.commit({ put: [{ collection: 'views', id: view.id, body: view }] })
      return view
    },
    removeView: async ({ params }, { officer, role }) => {
      const view = visibleTo(officer).find(({ id }) => id === params.id)
      if (view === undefined || (view.owner !== officer && role !== 'administrator'))
        throw new UnknownViewError(params.id)
      await store.commit({ remove: [{ collection: 'views', id: params.id }] })
      return undefined
    },
  }
}
