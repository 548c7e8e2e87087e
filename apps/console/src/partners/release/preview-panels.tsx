import type { JSX } from 'preact'
import type { ReleasePreview } from '../../api/models.ts'
import { ListTable } from '../../components/list-table.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { useConsole, useText } from '../../state/console.ts'
import { fieldRows, isWithin, toggleField } from './fields.ts'
import { releaseMessages } from './messages.ts'

const WORD_OF_GRADE = { release: 'getsRelease', display: 'getsDisplay', none: 'getsNone' } as const

/** Why it would not be let go at all. */
export function Refusal(props: { readonly preview: ReleasePreview }): JSX.Element | null {
  const text = useText(releaseMessages)
  const { refusal } = props.preview
  if (refusal === null) return null
  return (
    <p class="refusal" role="status">
      <StatusMark status="serious" word={text('refused')} />: <NodeText text={refusal.reason} whole />{' '}
      <code>{refusal.code}</code>
    </p>
  )
}

/** Who gets it, and who does not and by which rule. @param props.hasLeft - It is no dry run any more. */
export function Recipients(props: { readonly preview: ReleasePreview; readonly hasLeft?: boolean }): JSX.Element {
  const text = useText(releaseMessages)
  return (
    <Panel title={text('recipients')} aside={props.hasLeft === true ? undefined : text('dryRun')}>
      <ListTable
        label={text('recipients')}
        heads={[text('nation'), text('node'), text('gets'), text('because')]}
        items={props.preview.recipients}
        empty={text('noPartners')}
      >
        {(one) => (
          <tr key={one.node}>
            <td>{one.party}</td>
            <td>{one.node}</td>
            <td>
              <StatusMark
                status={one.leaves ? 'normal' : 'off'}
                word={text(one.leaves || one.grade !== 'none' ? WORD_OF_GRADE[one.grade] : 'held')}
              />
            </td>
            <td>
              {one.reason === null ? text('names') : <NodeText text={one.reason} whole />}{' '}
              {one.rule === null ? null : (
                <small class="muted">
                  <code>{one.rule}</code>
                </small>
              )}
            </td>
          </tr>
        )}
      </ListTable>
    </Panel>
  )
}

/**
 * What leaves, member by member; what is left out is struck.
 * @param props.source - Data of the whole.
 * @param props.sent - Data that leaves.
 * @param props.onChange - Present where members can still be left out.
 */
export function Fields(props: {
  readonly source: unknown
  readonly sent: unknown
  readonly leftOut: readonly string[]
  readonly onChange?: (leftOut: readonly string[]) => void
}): JSX.Element {
  const text = useText(releaseMessages)
  const { leftOut, onChange } = props
  const rows = fieldRows(props.source, props.sent)
  const shown = new Set(rows.map(({ pointer }) => pointer))
  const unseen = leftOut.filter((pointer) => !shown.has(pointer))
  return (
    <Panel title={text('fields')} aside={text('heldBack', { count: leftOut.length })}>
      {onChange === undefined ? null : <p class="card-note muted">{text('fieldsHint')}</p>}
      <Scroll label={text('fields')}>
        <table class="plain-table fields-table">
          <thead>
            <tr>
              <th>{text('leave')}</th>
              <th>{text('field')}</th>
              <th>{text('value')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ pointer, name, depth, value, leaves }) => (
              <tr key={pointer} class={leaves ? '' : 'left-out'}>
                <td>
                  {onChange === undefined ? (
                    text(leaves ? 'leaves' : 'leftOut')
                  ) : (
                    <input
                      type="checkbox"
                      aria-label={pointer}
                      checked={!isWithin(pointer, leftOut)}
                      disabled={isWithin(pointer, leftOut) && !leftOut.includes(pointer)}
                      onChange={() => onChange(toggleField(leftOut, pointer))}
                    />
                  )}
                </td>
                <td class={`field-name depth-${Math.min(depth, 3)}`}>
                  <code>{name}</code>
                </td>
                <td>{value === undefined ? null : leaves ? <code>{value}</code> : <del>{value}</del>}</td>
              </tr>
            ))}
            {unseen.map((pointer) => (
              <tr key={pointer} class="left-out">
                <td>{text('leftOut')}</td>
                <td>
                  <del>{pointer}</del>
                </td>
                <td />
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

/** The very text that is signed. @param props.note - Beside the heading. */
export function Body(props: {
  readonly title: string
  readonly body: string
  readonly sha256?: string | undefined
  readonly note?: string
}): JSX.Element {
  const text = useText(releaseMessages)
  return (
    <Panel title={props.title} aside={props.note}>
      <Scroll label={props.title}>
        <pre class="record-body">{props.body}</pre>
      </Scroll>
      {props.sha256 === undefined ? null : (
        <p class="card-note">
          {text('sha')}{' '}
          <code>
            <b>{props.sha256.slice(0, 6)}</b>
            {props.sha256.slice(6)}
          </code>
        </p>
      )}
    </Panel>
  )
}

/** Banner, portion mark and log of what leaves. */
export function MarkFacts(props: { readonly preview: ReleasePreview }): JSX.Element {
  const { language } = useConsole()
  const text = useText(releaseMessages)
  const { banner, portion, origin } = props.preview
  return (
    <dl class="facts">
      <dt>{text('banner')}</dt>
      <dd>
        <b>{banner[language.value]}</b>
      </dd>
      <dt>{text('portion')}</dt>
      <dd>{portion[language.value]}</dd>
      <dt>{text('toLog')}</dt>
      <dd>{origin ?? text('noLog')}</dd>
    </dl>
  )
}

/** Data of a record's body; undefined where the text is none. */
export function dataOf(body: string): unknown {
  return membersOf(body).data
}

/** Marking of a record's body; undefined where the text is none. */
export function markOf(body: string): unknown {
  return membersOf(body).mark
}

function membersOf(body: string): { readonly data?: unknown; readonly mark?: unknown } {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}
