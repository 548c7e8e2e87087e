import type { Operations } from './types.ts'

type AnswerOf<Id extends keyof Operations> = Operations[Id]['answer']
type ItemOf<List> = List extends { readonly items: readonly (infer Item)[] } ? Item : never

/** What the shell shows at all times. */
export type NodeStatus = AnswerOf<'readStatus'>
/** An alert as the node holds it. */
export type Alert = ItemOf<AnswerOf<'listAlerts'>>
/** The marking of what is told, with its words. */
export type SaidMarking = NonNullable<Alert['marking']>
/** Long work with its progress. */
export type Job = AnswerOf<'readJob'>
/** Where data comes from, with its state. */
export type Source = ItemOf<AnswerOf<'listSources'>>
/** One line of the watch log. */
export type LogEntry = AnswerOf<'writeNote'>
/** When a close approach needs a person. */
export type Rule = ItemOf<AnswerOf<'listRules'>>
/** Settings of the node. */
export type Settings = AnswerOf<'readSettings'>
/** Where alerts are sent besides the screen. */
export type NotificationChannel = ItemOf<AnswerOf<'listChannels'>>
/** An account. */
export type OfficerAccount = ItemOf<AnswerOf<'listOfficers'>>
/** Who is signed in. */
export type Session = AnswerOf<'readSession'>
/** What the next watch must know. */
export type HandoverDraft = AnswerOf<'readHandoverDraft'>
/** A named link. */
export type SavedView = ItemOf<AnswerOf<'listViews'>>
/** What a search found. */
export type SearchHit = ItemOf<AnswerOf<'search'>>
/** What reading a file came to. */
export type IngestReport = AnswerOf<'uploadFile'>
/** Another nation's node, with the state of the link to it. */
export type Partner = AnswerOf<'readPartner'>
/** What this node tells its partners of itself. */
export type OwnCard = AnswerOf<'readOwnCard'>
/** A record of a log. */
export type SharedRecord = AnswerOf<'readPartnerRecord'>
/** A record that leaves, from its draft to its recall. */
export type Release = AnswerOf<'readRelease'>
/** What would leave, to whom, and what is held back. */
export type ReleasePreview = AnswerOf<'previewRelease'>
/** What is to be shared, with whom, and what of it is left out. */
export type ReleaseRequest = NonNullable<Operations['previewRelease']['body']>
/** Who may see a record. */
export type ApiMarking = ReleaseRequest['mark']
/** A key by which an officer signs. */
export type OfficerKey = ItemOf<AnswerOf<'listOfficerKeys'>>
/** How urgent an alert is, most urgent first. */
export type Priority = Alert['priority']
/** Priorities, most urgent first. */
export const PRIORITIES: readonly Priority[] = ['critical', 'serious', 'caution', 'advisory']
