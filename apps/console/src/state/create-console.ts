import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { createAlertDesk } from '../alerts/desk.ts'
import { createClient } from '../api/client.ts'
import type { Session } from '../api/models.ts'
import type { Language } from '../i18n/text.ts'
import { createCommandRegistry } from '../keys/commands.ts'
import type { SayJapanese } from '../node-words/sentence.ts'
import { createRouter } from '../routing/location.ts'
import { createAlertBanners } from './alert-banners.ts'
import type { Console } from './console.ts'
import { createMarksOnScreen } from './marks-on-screen.ts'
import { createNodeFeed } from './node-feed.ts'
import { createPartnerFeed } from './partner-feed.ts'
import { createPlayback } from './playback.ts'
import { createPreferences, type PreferenceStore } from './preferences.ts'
import { createToasts } from './toasts.ts'

/** Keeps the document's look and language as the officer set them. */
function dressDocument(preferences: PreferenceStore): void {
  effect(() => {
    const { theme, brightness, language, density } = preferences.value.value
    const root = document.documentElement
    root.dataset['theme'] = theme
    root.dataset['density'] = density
    root.style.setProperty('--brightness', theme === 'night' ? String(brightness) : '1')
    root.lang = language
  })
}

/** The browser's clock, once a second. */
function createSeconds(): Signal<number> {
  const browserNowMs = signal(Date.now())
  setInterval(() => {
    browserNowMs.value = Date.now()
  }, 1000)
  return browserNowMs
}

/** The words for the node's own sentences: many, and fetched when Japanese is first spoken. */
function createWords(language: ReadonlySignal<Language>): ReadonlySignal<SayJapanese | undefined> {
  const words = signal<SayJapanese | undefined>(undefined)
  effect(() => {
    if (language.value !== 'ja' || words.peek() !== undefined) return
    void import('../node-words/japanese.ts').then(({ createJapanese }) => {
      words.value = createJapanese(new Date().getUTCFullYear())
    })
  })
  return words
}

/** Makes the state that all pages share, and follows the node. */
export function createConsole(): Console {
  const router = createRouter()
  const preferences = createPreferences(router.place.value.query)
  const session = signal<Session | undefined>(undefined)
  const client = createClient(() => {
    if (session.value !== undefined) session.value = { ...session.value, officer: null, signInRequired: true }
  })
  const marks = createMarksOnScreen()
  const feed = createNodeFeed(client, createAlertBanners(marks))
  const partnerFeed = createPartnerFeed(client, feed.onLog)
  const browserNowMs = createSeconds()
  dressDocument(preferences)

  const refresh = async () => {
    const found = await client.ask('readSession')
    feed.problem.value = found.ok ? undefined : found.problem
    if (!found.ok) return
    session.value = found.answer
    client.keepCsrfToken(found.answer.csrfToken)
    if (!found.answer.signInRequired || found.answer.officer !== null) {
      await feed.start()
      void partnerFeed.start()
    }
  }
  const language = computed(() => preferences.value.value.language)
  const nowMs = computed(() => browserNowMs.value - (feed.browserOffsetMs.value ?? 0))
  const preciseNowMs = () => Date.now() - (feed.browserOffsetMs.peek() ?? 0)
  return {
    ...feed,
    ownCard: partnerFeed.ownCard,
    partners: partnerFeed.partners,
    refreshPartners: partnerFeed.refreshPartners,
    marks,
    playback: createPlayback(nowMs, preciseNowMs),
    router,
    preferences,
    client,
    session,
    language,
    sayJapanese: createWords(language),
    pseudo: router.place.value.query.get('pseudo') === '1',
    nowMs,
    preciseNowMs,
    desk: createAlertDesk(client, feed.alerts),
    commands: createCommandRegistry(),
    toasts: createToasts(),
    refresh,
    signIn: async (name, password) => {
      const result = await client.ask('signIn', { body: { name, ...(password === undefined ? {} : { password }) } })
      if (result.ok) await refresh()
      return result.ok ? undefined : result.problem
    },
    signOut: async () => {
      feed.stop()
      partnerFeed.stop()
      await client.ask('signOut')
      feed.status.value = undefined
      feed.alerts.value = undefined
      feed.jobs.value = undefined
      await refresh()
    },
  }
}
