import type { JSX } from 'preact'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { UtcTime } from '../../components/time.tsx'
import { RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { StixDetail } from '../models.ts'
import { objectMessages } from './messages.ts'
import { versionChanges } from './version-changes.ts'

function Changes(props: { readonly id: string; readonly version: string; readonly newest: unknown }): JSX.Element {
  const text = useText(objectMessages)
  const asked = useAsk('readStixVersion', { params: { id: props.id, version: props.version } })
  return (
    <Loaded asked={asked}>
      {({ object }) => {
        const changes = versionChanges(object, props.newest)
        if (changes.length === 0) return <Empty text={text('noDifference')} />
        return (
          <Scroll label={text('compareWith', { version: props.version })}>
            <table class="plain-table version-changes">
              <caption>{text('compareWith', { version: props.version })}</caption>
              <thead>
                <tr>
                  <th scope="col">{text('property')}</th>
                  <th scope="col">{text('before')}</th>
                  <th scope="col">{text('after')}</th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ path, before, after }) => (
                  <tr key={path}>
                    <th scope="row">
                      <code>{path}</code>
                    </th>
                    <td>{before === undefined ? '–' : <del>{before}</del>}</td>
                    <td>{after === undefined ? '–' : <ins>{after}</ins>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        )
      }}
    </Loaded>
  )
}

/** All versions of an object; an older one is compared with the newest, place by place. */
export function VersionsPanel(props: { readonly detail: StixDetail; readonly tools: MarkingTools }): JSX.Element {
  const { router } = useConsole()
  const text = useText(objectMessages)
  const { row, versions, object } = props.detail
  const compared = router.place.value.query.get('version')
  return (
    <Panel title={text('versions')} aside={versions.length === 1 ? text('onlyVersion') : versions.length}>
      <Scroll label={text('versions')}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{text('version')}</th>
              <th scope="col">{text('addedAt')}</th>
              <th scope="col">{text('source')}</th>
              <th scope="col">{text('mark')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, addedUtc, source, mark }, index) => (
              <tr key={version}>
                <td>
                  <UtcTime utc={version} />
                </td>
                <td>
                  <UtcTime utc={addedUtc} />
                </td>
                <td>{source}</td>
                <td>
                  <RecordMark words={props.tools.portionOf(mark)} />
                </td>
                <td>
                  {index === 0 ? (
                    text('newest')
                  ) : (
                    <button
                      type="button"
                      aria-pressed={compared === version}
                      onClick={() => router.setQuery({ version: compared === version ? undefined : version })}
                    >
                      {text('compare')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {compared === null || versions.every(({ version }) => version !== compared) ? null : (
        <Changes id={row.id} version={compared} newest={object} />
      )}
    </Panel>
  )
}
