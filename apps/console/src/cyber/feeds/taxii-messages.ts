import type { Catalogue } from '../../i18n/text.ts'

type Id =
  | 'title'
  | 'none'
  | 'add'
  | 'state'
  | 'name'
  | 'url'
  | 'success'
  | 'never'
  | 'gained'
  | 'leftOut'
  | 'next'
  | 'problem'
  | 'acts'
  | 'ok'
  | 'waiting'
  | 'pulling'
  | 'failing'
  | 'overdue'
  | 'paused'
  | 'urlHint'
  | 'interval'
  | 'user'
  | 'password'
  | 'passwordHint'
  | 'originator'
  | 'byCertificate'
  | 'certificate'
  | 'certificateHint'
  | 'key'
  | 'keyHint'
  | 'authority'
  | 'authorityHint'
  | 'private'
  | 'pull'
  | 'pause'
  | 'resume'
  | 'remove'
  | 'removeTitle'
  | 'removeWhat'
  | 'added'
  | 'asked'
  | 'pausedNow'
  | 'resumedNow'
  | 'removed'

/** Words of the table of feeds. */
export const taxiiMessages: Catalogue<Id> = {
  en: {
    title: 'Feeds that are pulled (TAXII 2.1, MISP)',
    none: 'No feed is pulled: intelligence comes by import and from partners alone.',
    add: 'Add a feed',
    state: 'State',
    name: 'Name',
    url: 'Address',
    success: 'Last success',
    never: 'never',
    gained: 'Gained',
    leftOut: 'Left out',
    next: 'Next',
    problem: 'Last error',
    acts: 'Acts',
    ok: 'up to date',
    waiting: 'waiting',
    pulling: 'pulling',
    failing: 'failing',
    overdue: 'overdue',
    paused: 'paused',
    urlHint:
      'Of a TAXII collection; of an API root or a discovery for all that may be read; of the manifest.json of a MISP feed',
    interval: 'Period (min)',
    user: 'User',
    password: 'Password',
    passwordHint: 'Kept by the node, sent to this server alone, never shown',
    originator: 'Nation whose intelligence it is (three letters)',
    byCertificate: 'Certificates: sign in by one, trust another authority',
    certificate: 'Certificate to sign in with',
    certificateHint: 'PEM, with those between it and its authority; in the place of a password',
    key: 'Its private key',
    keyHint: 'PEM without a passphrase. Kept by the node, never shown',
    authority: 'Who vouches for the server',
    authorityHint: 'PEM; empty for the authorities that are known anyway',
    private: 'May be on a private, loopback or link-local address',
    pull: 'Pull now',
    pause: 'Pause',
    resume: 'Resume',
    remove: 'Remove',
    removeTitle: 'Pull {name} no longer',
    removeWhat: 'What it brought stays. Its password is forgotten.',
    added: '{name} is pulled',
    asked: '{name} is asked',
    pausedNow: '{name} is paused',
    resumedNow: '{name} is pulled again',
    removed: '{name} is no longer pulled',
  },
  ja: {
    title: '定期取得の配信元（TAXII 2.1、MISP）',
    none: '取得する配信元はない。情報の入口は取込みと相手先だけである。',
    add: '配信元を追加',
    state: '状態',
    name: '名称',
    url: 'アドレス',
    success: '最後の成功',
    never: 'なし',
    gained: '追加',
    leftOut: '除外',
    next: '次回',
    problem: '最後の誤り',
    acts: '操作',
    ok: '最新',
    waiting: '待機',
    pulling: '取得中',
    failing: '失敗',
    overdue: '遅延',
    paused: '停止中',
    urlHint:
      'TAXIIコレクションのアドレス。APIルートやディスカバリーなら読めるものすべて。MISPフィードは manifest.json のアドレス',
    interval: '周期（分）',
    user: '利用者名',
    password: 'パスワード',
    passwordHint: 'ノードが保管し、このサーバーにだけ送る。表示はしない',
    originator: '情報の作成国（英字3文字）',
    byCertificate: '証明書（サインイン用、サーバーの認証局）',
    certificate: 'サインインに使う証明書',
    certificateHint: 'PEM形式。中間の証明書も含める。パスワードの代わりに使う',
    key: 'その秘密鍵',
    keyHint: 'PEM形式、パスフレーズなし。ノードが保管し、表示はしない',
    authority: 'サーバーを保証する認証局',
    authorityHint: 'PEM形式。空欄なら既知の認証局',
    private: '私設・ループバック・リンクローカルのアドレスを許す',
    pull: '今すぐ取得',
    pause: '停止',
    resume: '再開',
    remove: '削除',
    removeTitle: '{name}の取得をやめる',
    removeWhat: '取得済みのものは残ります。パスワードは消えます。',
    added: '{name}の取得を始めた',
    asked: '{name}に問い合わせている',
    pausedNow: '{name}の取得を止めた',
    resumedNow: '{name}の取得を再開した',
    removed: '{name}の取得をやめた',
  },
}
