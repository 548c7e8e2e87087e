import type { Catalogue } from '../i18n/text.ts'

type Id =
  | 'skip'
  | 'search'
  | 'officer'
  | 'nobody'
  | 'signOut'
  | 'signIn'
  | 'pages'
  | 'menu'
  | 'connecting'
  | 'live'
  | 'lastChange'
  | 'lost'
  | 'lostBanner'
  | 'criticalBanner'
  | 'open'
  | 'catalogue'
  | 'catalogueNone'
  | 'source'
  | 'sourcesWell'
  | 'sourcesUnwell'
  | 'offsetBrowser'
  | 'offsetNode'
  | 'clockUnchecked'
  | 'clockUnmeasured'
  | 'keys'
  | 'language'
  | 'theme'
  | 'brightness'
  | 'dark'
  | 'light'
  | 'night'
  | 'real'
  | 'EXERCISE'
  | 'TEST'
  | 'SIMULATED'
  | 'notFound'
  | 'notFoundWhy'
  | 'toWatch'
  | 'pageFailed'
  | 'watchHolder'
  | 'region'
  | 'trayRegion'
  | 'timeRegion'
  | 'storeFailing'
  | 'top'
  | 'bottom'
  | 'mode'

/** Words of the shell. */
export const shellMessages: Catalogue<Id> = {
  en: {
    skip: 'To the page',
    search: 'Search objects, alerts, jobs, places',
    officer: 'officer',
    nobody: 'not signed in',
    signOut: 'Sign out',
    signIn: 'Sign in',
    pages: 'Pages',
    menu: 'Menu',
    connecting: 'Connecting',
    live: 'Live',
    lastChange: 'Live · last change {age} ago',
    lost: 'Link lost · as of {utc}',
    lostBanner: 'The link to the node is lost. Everything on screen is as of {utc} and does not change.',
    criticalBanner: '{count, plural, one {# Critical alert is} other {# Critical alerts are}} not acknowledged',
    open: 'Open',
    catalogue: '{count} objects · newest elements {age} old',
    catalogueNone: 'No element sets',
    source: '{name}: {age}',
    sourcesWell: '{count, plural, =0 {No sources} one {# source well} other {# sources well}}',
    sourcesUnwell: '{count, plural, one {# source not well} other {# sources not well}}',
    offsetBrowser: 'Browser {offset} ms from node',
    offsetNode: 'Node {offset} ms from {reference}',
    clockUnchecked: 'Node clock unchecked',
    clockUnmeasured: 'Browser clock not compared',
    keys: 'Keys',
    language: 'Language',
    theme: 'Theme',
    brightness: 'Brightness',
    dark: 'Dark',
    light: 'Light',
    night: 'Night red',
    real: 'REAL',
    EXERCISE: 'EXERCISE',
    TEST: 'TEST',
    SIMULATED: 'SIMULATED',
    notFound: 'There is no such page',
    notFoundWhy: 'The address names nothing that exists here, or nothing that may be shown.',
    toWatch: 'To the watch',
    pageFailed: 'The page could not be loaded from the node.',
    watchHolder: 'Watch: {name}',
    region: 'Page',
    trayRegion: 'Alerts, deadlines and jobs',
    timeRegion: 'Clocks',
    top: 'Marking of this page',
    bottom: 'Marking of this page, repeated',
    mode: 'Mode',
    storeFailing: 'The node cannot write: {message}',
  },
  ja: {
    skip: '本文へ',
    search: '物体・警報・ジョブ・地点を検索',
    officer: '当直員',
    nobody: '未サインイン',
    signOut: 'サインアウト',
    signIn: 'サインイン',
    pages: 'ページ',
    menu: 'メニュー',
    connecting: '接続中',
    live: '接続済み',
    lastChange: '接続済み・最終更新 {age}前',
    lost: '切断・{utc}時点',
    lostBanner: 'ノードとの接続が切れている。表示はすべて{utc}時点のもので、更新されない。',
    criticalBanner: '未確認の緊急警報 {count}件',
    open: '開く',
    catalogue: '物体 {count}・最新の軌道要素 {age}前',
    catalogueNone: '軌道要素なし',
    source: '{name}：{age}',
    sourcesWell: '{count, plural, =0 {情報源なし} other {情報源 #件 正常}}',
    sourcesUnwell: '情報源 {count}件 異常',
    offsetBrowser: '端末時計差 {offset} ms',
    offsetNode: 'ノード時計差 {offset} ms（{reference}）',
    clockUnchecked: 'ノード時計 未照合',
    clockUnmeasured: '端末時計 未比較',
    keys: 'キー一覧',
    language: '言語',
    theme: '配色',
    brightness: '明るさ',
    dark: '暗',
    light: '明',
    night: '夜間赤',
    real: '実',
    EXERCISE: '演習',
    TEST: '試験',
    SIMULATED: '模擬',
    notFound: 'ページがない',
    notFoundWhy: 'この番地に該当するものがないか、表示できるものがない。',
    toWatch: '当直へ',
    pageFailed: 'ページをノードから読み込めなかった。',
    watchHolder: '当直：{name}',
    region: 'ページ',
    trayRegion: '警報・期限・ジョブ',
    timeRegion: '時計',
    top: 'このページの表示区分',
    bottom: 'このページの表示区分（再掲）',
    mode: 'モード',
    storeFailing: 'ノードが書き込めない：{message}',
  },
}
