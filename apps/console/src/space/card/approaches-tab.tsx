import type { JSX } from 'preact'
import { Loaded } from '../../components/loaded.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance, UtcTime } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useText } from '../../state/console.ts'
import { cardMessages } from './messages.ts'

const APPROACHES_SHOWN = 30

/** Close approaches of one object in the newest screening, in order of time. */
export function ApproachesTab(props: { readonly id: number }): JSX.Element {
  const text = useText(cardMessages)
  const asked = useAsk('listApproaches', { query: { object: props.id, sort: 'tca', limit: APPROACHES_SHOWN } }, [
    'job/finished',
    'alert/',
  ])
  return (
    <Loaded asked={asked}>
      {({ screening, items, total }) => (
        <>
          <h3 class="card-sub">
            {text('approachesFor')} · {total}
          </h3>
          {items.length === 0 ? (
            <p class="card-note">{text(screening === null ? 'noScreening' : 'noApproaches')}</p>
          ) : (
            <table class="small-table">
              <thead>
                <tr>
                  <th scope="col">{text('tca')}</th>
                  <th scope="col">{text('in')}</th>
                  <th scope="col">{text('with')}</th>
                  <th scope="col" class="num">
                    {text('miss')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((row) => {
                  const other = row.primary.id === props.id ? row.secondary : row.primary
                  return (
                    <tr key={row.id}>
                      <td>
                        <a href={`/space/ca/${row.id}`}>
                          <UtcTime utc={row.tcaUtc} />
                        </a>
                      </td>
                      <td>
                        <Distance utc={row.tcaUtc} />
                      </td>
                      <td>
                        {row.priority === null ? null : <StatusMark status={row.priority} word="" />}{' '}
                        <bdi>{other.name ?? other.id}</bdi>
                      </td>
                      <td class="num">{number(row.missKm, 3)}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )}
          {total > items.length ? <a href={`/space/ca?object=${props.id}`}>{text('openAll')}</a> : null}
        </>
      )}
    </Loaded>
  )
}
