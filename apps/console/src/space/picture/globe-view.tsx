import { effect } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useUtc } from '../../components/use-utc.ts'
import { number } from '../../format/format.ts'
import { useConsole, useText } from '../../state/console.ts'
import { OBJECT_KINDS } from '../catalogue/catalogue-rows.ts'
import { objectLabel } from '../catalogue/object-label.ts'
import { formatCamera, parseCamera } from './camera-query.ts'
import { type GlobeMark, GlobeMarks, placeMarks } from './globe-marks.tsx'
import { createGlobeStage, type GlobeStage, type StageContent, type StageListener } from './globe-stage.ts'
import { KindMark } from './kind-mark.tsx'
import { pictureMessages } from './messages.ts'
import { type Picked, PickList } from './pick-list.tsx'

/** How long the camera rests before it goes into the address. */
const CAMERA_RESTS_MS = 400

type Condition = 'loading' | 'ready' | 'missing' | 'lost'

/** Starts the globe on a canvas and keeps it fed; everything that it tells goes to the listener of the latest drawing. */
function useStage(
  content: StageContent | undefined,
  isBusyBeside: () => boolean,
  hear: Pick<StageListener, 'onPick' | 'onPicture'>,
) {
  const { playback, router, preferences } = useConsole()
  const canvas = useRef<HTMLCanvasElement>(null)
  const stage = useRef<GlobeStage>(undefined)
  const present = useRef({ content, hear })
  present.current = { content, hear }
  const [condition, setCondition] = useState<Condition>('loading')
  const [failure, setFailure] = useState('')
  const theme = preferences.value.value.theme
  const revision = content?.index.columns.revision

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let isOver = false
    let rest: ReturnType<typeof setTimeout> | undefined
    const listener: StageListener = {
      onPick: (ids, at) => present.current.hear.onPick(ids, at),
      onPicture: () => present.current.hear.onPicture(),
      onCamera: (camera) => {
        clearTimeout(rest)
        rest = setTimeout(() => router.setQuery({ cam: formatCamera(camera) }), CAMERA_RESTS_MS)
      },
      onContext: (isLost) => setCondition(isLost ? 'lost' : 'ready'),
      onLoaded: () => {
        setFailure('')
        setCondition('ready')
      },
      onFailed: setFailure,
    }
    const camera = parseCamera(router.place.peek().query.get('cam'))
    const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches
    const start = { camera, theme: preferences.value.peek().theme, reducedMotion, isBusyBeside }
    createGlobeStage(element, playback, start, listener).then(
      (made) => {
        if (isOver) return made.dispose()
        stage.current = made
        if (present.current.content !== undefined) made.show(present.current.content)
      },
      (cause: unknown) => {
        setCondition('missing')
        setFailure(cause instanceof Error ? cause.message : String(cause))
      },
    )
    const stop = effect(() => {
      playback.shown.value
      stage.current?.redraw()
    })
    return () => {
      isOver = true
      clearTimeout(rest)
      stop()
      stage.current?.dispose()
      stage.current = undefined
    }
  }, [playback, router, preferences, isBusyBeside])

  useEffect(() => stage.current?.setTheme(theme), [theme])
  useEffect(() => {
    if (content !== undefined) stage.current?.show(content)
  }, [content])
  const firstRevision = useRef<number>(undefined)
  useEffect(() => {
    if (revision === undefined || revision === firstRevision.current) return
    if (firstRevision.current !== undefined) stage.current?.reload()
    firstRevision.current = revision
  }, [revision])
  return { canvas, stage, condition, failure }
}

/** Which time ages and shapes are of, where that is not the present. */
function ShownAt(): JSX.Element | null {
  const { playback } = useConsole()
  const text = useText(pictureMessages)
  const utc = useUtc()
  const atMs = playback.replayMs.value
  return atMs === undefined ? null : <> · {text('agesAtShown', { utc: utc(atMs) })}</>
}

/** The globe with its labels, legend and caption. Everything on it is also a row of the list. */
export function GlobeView(props: {
  readonly content: StageContent | undefined
  readonly marks: readonly GlobeMark[]
  readonly drawn: number
  /** The largest age of what is drawn, days. */
  readonly oldestDays: number
  /** How many the filter leaves in that are off the map for the age of their elements. */
  readonly expired: number
  /** Width that the card covers at the right, px. */
  readonly coveredPx: number
  /** Whether somebody is busy at the list. */
  readonly isBusyBeside: () => boolean
  readonly onSelect: (id: number | undefined) => void
}): JSX.Element {
  const text = useText(pictureMessages)
  const layer = useRef<HTMLDivElement>(null)
  const legend = useRef<HTMLUListElement>(null)
  const [picked, setPicked] = useState<Picked | undefined>(undefined)
  const { canvas, stage, condition, failure } = useStage(props.content, props.isBusyBeside, {
    onPick: (ids, at) => {
      const [nearest] = ids
      setPicked(ids.length > 1 ? { ids, at } : undefined)
      if (nearest !== undefined) props.onSelect(nearest)
    },
    onPicture: () => {
      if (stage.current === undefined) return
      const belowPx = (layer.current?.clientHeight ?? 0) - (legend.current?.offsetTop ?? 0)
      placeMarks(layer.current, stage.current, { rightPx: props.coveredPx, belowPx })
    },
  })
  useEffect(() => stage.current?.redraw(), [props.marks, stage])
  useEffect(() => stage.current?.setShift(props.coveredPx / 2), [props.coveredPx, condition, stage])
  return (
    <div class="globe">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: keys turn what it draws */}
      <canvas ref={canvas} tabIndex={0} role="application" aria-label={text('globeLabel')} />
      <GlobeMarks marks={props.marks} layer={layer} onSelect={props.onSelect} />
      <p class="globe-caption">
        {text('globeMethod')}
        {props.drawn === 0 ? '' : ` · ${text('oldestElements', { days: number(props.oldestDays, 1) })}`}
        <ShownAt />
        <br />
        {text('drawnObjects', { count: number(props.drawn, 0) })}
        {props.expired === 0 ? null : (
          <strong> · ⚠ {text('expiredObjects', { count: number(props.expired, 0) })}</strong>
        )}
      </p>
      <ul ref={legend} class="globe-legend" aria-label={text('legend')}>
        {OBJECT_KINDS.map((kind) => (
          <li key={kind}>
            <KindMark kind={kind} named />
          </li>
        ))}
        <li>{text('hollowIsStale')}</li>
      </ul>
      {condition === 'missing' ? <p class="globe-note">{text('webGlMissing')}</p> : null}
      {condition === 'lost' ? <p class="globe-note">{text('contextLost')}</p> : null}
      {condition === 'loading' && failure === '' ? <p class="globe-note">{text('globeLoading')}</p> : null}
      {failure !== '' && condition !== 'missing' ? (
        <p class="globe-note" role="alert">
          {text('statesFailed', { reason: failure })}
        </p>
      ) : null}
      {picked === undefined || props.content === undefined ? null : (
        <PickList
          picked={picked}
          label={(id) => objectLabel(props.content?.index, id)}
          onSelect={props.onSelect}
          onClose={() => setPicked(undefined)}
        />
      )}
    </div>
  )
}
