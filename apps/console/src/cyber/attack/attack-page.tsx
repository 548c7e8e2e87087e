import type { JSX } from 'preact'
import { useMemo, useRef } from 'preact/hooks'
import { Field } from '../../components/field.tsx'
import { Empty, Loaded } from '../../components/loaded.tsx'
import { Key } from '../../components/marks.tsx'
import { Panel } from '../../components/panel.tsx'
import { number } from '../../format/format.ts'
import { Marked, RecordMark } from '../../partners/marking/marked.tsx'
import { useAsk } from '../../state/ask.ts'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { CyberTabs } from '../cyber-tabs.tsx'
import { cyberMessages } from '../messages.ts'
import type { Attack, Matrix } from '../models.ts'
import { type AttackView, attackViewOf, COUNTED, type Counted, narrowed } from './attack-query.ts'
import { type HeatScale, heatScale, shadeOf, stepsOf } from './heat.ts'
import { HeatMap } from './heat-map.tsx'
import { attackMessages } from './messages.ts'
import { TechniqueTable } from './technique-table.tsx'

function Legend(props: { readonly scale: HeatScale; readonly counted: Counted; readonly most: number }): JSX.Element {
  const text = useText(attackMessages)
  const { scale, most } = props
  return (
    <div class="heat-legend">
      <span>{text('legend', { what: text(props.counted) })}:</span>
      <ul>
        <li>
          <span data-shade={0}>{text('none')}</span>
        </li>
        {stepsOf(scale, most).map(({ low, high }) => (
          <li key={low}>
            <span data-shade={shadeOf(low, scale)}>
              {low === high ? number(low, 0) : text('upTo', { low: number(low, 0), high: number(high, 0) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Filters(props: { readonly attack: Attack; readonly view: AttackView }): JSX.Element {
  const { router } = useConsole()
  const text = useText(attackMessages)
  const find = useRef<HTMLInputElement>(null)
  const { attack, view } = props
  const { query, fragment } = router.place.value
  const isList = query.get('list') === '1'
  const turn = () => router.setQuery({ list: isList ? undefined : '1' })
  useCommands([
    { id: 'attack.filter', label: text('find'), key: 'f', run: () => find.current?.focus() },
    { id: 'attack.table', label: text('asTable'), key: 't', run: turn },
  ])
  return (
    <div class="stix-filter">
      <Field label={text('find')}>
        {(id) => (
          <input
            id={id}
            ref={find}
            type="search"
            class="find"
            maxLength={100}
            value={fragment.get('q') ?? ''}
            onInput={(event) => router.setFragment({ q: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={text('matrix')}>
        {(id) => (
          <select
            id={id}
            value={view.matrix?.domain}
            onChange={(event) => router.setQuery({ matrix: event.currentTarget.value })}
          >
            {attack.matrices.map(({ domain, name }) => (
              <option key={domain} value={domain}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={text('countOf')}>
        {(id) => (
          <select
            id={id}
            value={view.counted}
            onChange={(event) => router.setQuery({ count: event.currentTarget.value })}
          >
            {COUNTED.map((kind) => (
              <option key={kind} value={kind}>
                {text(kind)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <button
        type="button"
        class="chip"
        aria-pressed={view.usedOnly}
        onClick={() => router.setQuery({ used: view.usedOnly ? undefined : '1' })}
      >
        {text('usedOnly')}
      </button>
      <button type="button" class="plain end" aria-pressed={isList} onClick={turn}>
        {text(isList ? 'asMatrix' : 'asTable')} <Key name="t" />
      </button>
    </div>
  )
}

function MatrixView(props: { readonly matrix: Matrix; readonly view: AttackView }): JSX.Element {
  const { router } = useConsole()
  const text = useText(attackMessages)
  const { matrix, view } = props
  const { query, fragment } = router.place.value
  const words = fragment.get('q') ?? ''
  const { counted, usedOnly } = view
  const shown = useMemo(() => narrowed(matrix, { counted, usedOnly }, words), [matrix, counted, usedOnly, words])
  // The scale is that of the whole matrix: a filter changes no shade.
  const counts = useMemo(
    () => matrix.tactics.flatMap(({ techniques }) => techniques.map(({ uses }) => uses[counted])),
    [matrix, counted],
  )
  const scale = useMemo(() => heatScale(counts), [counts])
  if (query.get('list') === '1') return <TechniqueTable matrix={shown} counted={counted} />
  if (shown.tactics.every(({ techniques }) => techniques.length === 0)) return <Empty text={text('noneFit')} />
  return (
    <>
      <Legend scale={scale} counted={counted} most={Math.max(0, ...counts)} />
      <HeatMap matrix={shown} counted={counted} scale={scale} />
    </>
  )
}

/** The matrix of ATT&CK: how much is said to use each technique, as number and shade; also as a list. */
export function Page(): JSX.Element {
  const { router } = useConsole()
  const common = useText(cyberMessages)
  const text = useText(attackMessages)
  const by = router.place.value.query.get('by')
  const asked = useAsk('listTechniques', { query: by === null ? {} : { by } }, ['cyber/', 'job/finished'])
  return (
    <div class="cyber-page">
      <CyberTabs />
      <Loaded asked={asked}>
        {(attack) => (
          <Marked markings={attack.marks}>
            {(tools) => {
              const view = attackViewOf(attack, router.place.value.query)
              return (
                <Panel
                  level={1}
                  class="fill"
                  title={text('title')}
                  aside={attack.marks.map((mark) => (
                    <RecordMark key={JSON.stringify(mark)} words={tools.portionOf(mark)} />
                  ))}
                >
                  {view.matrix === undefined ? (
                    <p class="empty">
                      {text('noAttack')} {text('noAttackWhat')} <a href="/cyber/feeds">{common('import')}</a>
                    </p>
                  ) : (
                    <>
                      <Filters attack={attack} view={view} />
                      {by === null ? null : (
                        <p class="empty">
                          <button
                            type="button"
                            class="chip"
                            aria-pressed={true}
                            onClick={() => router.setQuery({ by: undefined })}
                          >
                            {text('byOne', { name: by })} ✕
                          </button>
                        </p>
                      )}
                      <MatrixView matrix={view.matrix} view={view} />
                    </>
                  )}
                </Panel>
              )
            }}
          </Marked>
        )}
      </Loaded>
    </div>
  )
}
