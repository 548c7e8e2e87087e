import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'wrong'
  | 'nothingWrong'
  | 'nothingWrongNot'
  | 'due'
  | 'changed'
  | 'nothingChanged'
  | 'changedSince'
  | 'looked'
  | 'holder'
  | 'noHolder'
  | 'handOver'
  | 'sources'
  | 'screening'
  | 'noScreening'
  | 'approaches'
  | 'screened'
  | 'leftOut'
  | 'computed'
  | 'within'
  | 'objects'
  | 'usable'
  | 'newest'
  | 'oldest'
  | 'picture'
  | 'open'
  | 'shelved'
  | 'jobsRunning'
  | 'views'
  | 'noViews'
  | 'saveView'
  | 'viewName'
  | 'forWatch'
  | 'removed'
  | 'remove'
  | 'allAlerts'
  | 'wholeLog'
  | 'node'
  | 'lookedAt'
  | 'older'
  | 'state'

/** Words of the Watch page. */
export const watchMessages: Catalogue<Id> = {
  en: {
    wrong: 'Wrong now',
    nothingWrong: 'Nothing is wrong.',
    nothingWrongNot: 'No alert is open, no source fails, the node is well.',
    due: 'Due',
    changed: 'Changed since you last looked',
    nothingChanged: 'Nothing has changed since you last looked.',
    changedSince: '{count, plural, one {# entry} other {# entries}}',
    looked: 'Seen up to here',
    holder: 'Watch held by',
    noHolder: 'Nobody holds the watch.',
    handOver: 'Hand over',
    sources: 'Sources',
    screening: 'Last screening',
    noScreening: 'No screening has finished yet.',
    approaches: 'Close approaches',
    screened: 'Objects screened',
    leftOut: 'Left out by age or sanity',
    computed: 'Finished',
    within: '{days} d ahead, within {km} km',
    objects: 'Objects',
    usable: 'Fit for judgement',
    newest: 'Newest elements',
    oldest: 'Oldest used elements',
    picture: 'Catalogue',
    open: 'Open alerts',
    shelved: 'Shelved',
    jobsRunning: 'Jobs running',
    views: 'Saved views',
    noViews: 'No view is saved. Save one from its page.',
    saveView: 'Save view',
    viewName: 'Name of the view',
    forWatch: 'For the whole watch',
    removed: 'View “{name}” removed',
    remove: 'Remove view {name}',
    allAlerts: 'All alerts',
    wholeLog: 'Whole log',
    node: 'The node',
    lookedAt: 'Last seen entry: number {seq}',
    older: '{count} earlier entries are in the log',
    state: 'State',
  },
  ja: {
    wrong: '現在の異常',
    nothingWrong: '異常なし。',
    nothingWrongNot: '未処理の警報はなく、情報源もノードも正常。',
    due: '期限',
    changed: '前回確認後の変化',
    nothingChanged: '前回確認後の変化なし。',
    changedSince: '{count}件',
    looked: 'ここまで確認',
    holder: '当直員',
    noHolder: '当直員がいない。',
    handOver: '引き継ぐ',
    sources: '情報源',
    screening: '最新のスクリーニング',
    noScreening: '完了したスクリーニングはまだない。',
    approaches: '接近',
    screened: '対象物体',
    leftOut: '経過・妥当性により除外',
    computed: '完了',
    within: '{days}日先まで、{km} km以内',
    objects: '物体',
    usable: '判定に使用可',
    newest: '最新の軌道要素',
    oldest: '使用中の最古の軌道要素',
    picture: 'カタログ',
    open: '未処理の警報',
    shelved: '一時保留',
    jobsRunning: '実行中のジョブ',
    views: '保存した表示',
    noViews: '保存した表示なし。各ページから保存できる。',
    saveView: '表示を保存',
    viewName: '表示の名前',
    forWatch: '当直全体で共有',
    removed: '表示「{name}」を削除した',
    remove: '表示「{name}」を削除',
    allAlerts: '全警報',
    wholeLog: '全記録',
    node: 'ノード',
    lookedAt: '確認済みの最終項目：{seq}番',
    older: 'これより前の{count}件は記録にある',
    state: '状態',
  },
}
