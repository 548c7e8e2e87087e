import type { ReadonlySignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useRef } from 'preact/hooks'
import type { AlertDesk } from '../alerts/desk.ts'
import type { Client, Problem } from '../api/client.ts'
import type { LinkState } from '../api/live.ts'
import type { Alert, Job, LogEntry, NodeStatus, OwnCard, Partner, Session } from '../api/models.ts'
import { type Catalogue, createText, type Language, type Text } from '../i18n/text.ts'
import type { Command, CommandRegistry } from '../keys/commands.ts'
import type { SayJapanese } from '../node-words/sentence.ts'
import type { Router } from '../routing/location.ts'
import type { MarksOnScreen } from './marks-on-screen.ts'
import type { Playback } from './playback.ts'
import type { PreferenceStore } from './preferences.ts'
import type { Toasts } from './toasts.ts'

/** Everything that pages share. It is made once by main.tsx and reached by `useConsole()`. */
export type Console = {
  readonly router: Router
  readonly client: Client
  readonly preferences: PreferenceStore
  readonly language: ReadonlySignal<Language>
  /** Says in Japanese what the node writes in English; absent until it was fetched, which the language asks for. */
  readonly sayJapanese: ReadonlySignal<SayJapanese | undefined>
  /** Longer words in place of the right ones, for tests of the layout. */
  readonly pseudo: boolean
  readonly session: ReadonlySignal<Session | undefined>
  /** What the node says of itself; absent until it first answered. */
  readonly status: ReadonlySignal<NodeStatus | undefined>
  /** Why the node cannot be asked at present; absent where it can. */
  readonly problem: ReadonlySignal<Problem | undefined>
  /** Alerts that concern someone, most urgent first; absent until first read. */
  readonly alerts: ReadonlySignal<readonly Alert[] | undefined>
  /** How many there are in all, where more are open than are listed. */
  readonly alertTotal: ReadonlySignal<number>
  readonly jobs: ReadonlySignal<readonly Job[] | undefined>
  readonly link: ReadonlySignal<LinkState>
  /** By what partners know this node; absent where it has no keys, or until it answered. */
  readonly ownCard: ReadonlySignal<OwnCard | undefined>
  /** Partners with the state of the link to each; absent until first read. */
  readonly partners: ReadonlySignal<readonly Partner[] | undefined>
  readonly refreshPartners: () => Promise<void>
  /** Markings of the records on screen, besides the node's own. */
  readonly marks: MarksOnScreen
  /** Browser time, Unix ms, of the last change that the node told of. */
  readonly lastChangeMs: ReadonlySignal<number | undefined>
  /** The node's clock as this browser follows it, Unix ms, once a second. */
  readonly nowMs: ReadonlySignal<number>
  /** The node's clock to the millisecond, for what moves. */
  readonly preciseNowMs: () => number
  /** Which instant the pictures show: the present, or a replay. */
  readonly playback: Playback
  /** Browser minus node, ms; absent until measured. */
  readonly browserOffsetMs: ReadonlySignal<number | undefined>
  /** Acknowledging and shelving. */
  readonly desk: AlertDesk
  readonly commands: CommandRegistry
  readonly toasts: Toasts
  /** Hears each entry of the log as it is written. @returns Ends it. */
  readonly onLog: (listener: (entry: LogEntry) => void) => () => void
  /** Reads session, status, alerts and jobs anew. */
  readonly refresh: () => Promise<void>
  readonly refreshAlerts: () => Promise<void>
  readonly refreshJobs: () => Promise<void>
  readonly signIn: (name: string, password: string | undefined) => Promise<Problem | undefined>
  readonly signOut: () => Promise<void>
}

/** Holds the console for the components below. */
export const ConsoleContext = createContext<Console | undefined>(undefined)

/** Everything that pages share. */
export function useConsole(): Console {
  const found = useContext(ConsoleContext)
  if (found === undefined) throw new TypeError('a component of the console is drawn outside ConsoleContext')
  return found
}

/** Speaks a catalogue of messages in the present language. */
export function useText<Id extends string>(catalogue: Catalogue<Id>): Text<Id> {
  const { language, pseudo } = useConsole()
  const spoken = language.value
  return useMemo(() => createText(catalogue, spoken, { pseudo }), [catalogue, spoken, pseudo])
}

/** Offers commands while the component is on screen; they may close over its present state. */
export function useCommands(commands: readonly Command[]): void {
  const { commands: registry } = useConsole()
  const present = useRef(commands)
  present.current = commands
  useEffect(() => registry.add(() => present.current), [registry])
}
