import type { Sentence } from './sentence.ts'

/** What the node writes of what it found in logs, of intelligence that comes in, and of who may ask for it. */
export const cyberSentences: readonly Sentence[] = [
  [
    'Indicator {indicator} was found in {count#} events of {asset~}, from {first@} to {last@}.',
    '痕跡 {indicator} を{asset}のイベント{count}件で検知した（{first}から{last}まで）。',
  ],
  [
    'Rule {rule} fits {count#} events of {asset~}, from {first@} to {last@}.',
    '規則 {rule} に{asset}のイベント{count}件が該当した（{first}から{last}まで）。',
  ],
  ['an unnamed asset', '名称不明の資産'],
  ['An attack goes on unseen on this asset.', 'この資産への攻撃が気付かれないまま続く。'],
  [
    'Read the raw lines, judge whether the hit is true, and open a case or suppress it with a reason.',
    '生の行を読み、検知の真偽を判断し、事案を開くか、理由を付けて抑止する。',
  ],
  ['import of {file!}', '{file}の取込み'],
  ['{count#} objects read', 'オブジェクト{count}件を読んだ'],
  [
    '{read#} objects read, {added#} versions added, {known#} known, {aside#} quarantined, {bad#} not usable',
    '読込み{read}件、追加{added}版、既知{known}件、隔離{aside}件、使用不可{bad}件',
  ],
  [
    '{read#} objects read, {added#} versions added, {known#} known, {aside#} quarantined, {bad#} not usable; first problem: {problem}',
    '読込み{read}件、追加{added}版、既知{known}件、隔離{aside}件、使用不可{bad}件。最初の問題：{problem}',
  ],
  ['a note was written about {id}', '{id} について注記が書かれた'],
  ['an opinion was written about {id}', '{id} について意見が書かれた'],
  ['log {location} is followed', 'ログ {location} の監視を始めた'],
  ['log {location} is followed no longer', 'ログ {location} の監視をやめた'],
  ['{what} is suppressed until {until@}: {reason}', '{what} を{until}まで抑止した：{reason}'],
  ['{what} is suppressed no longer', '{what} の抑止を終了した'],
  ['added the TAXII account {name}', 'TAXIIアカウント {name} を追加した'],
  ['removed the TAXII account {name}', 'TAXIIアカウント {name} を削除した'],
  ['no case was opened: {problem~}', '事案を開かなかった：{problem}'],
  ['it does not say what it is about', '何についてかが書かれていない'],
  [
    'it holds no valid incident and no valid attack-flow; {what}: {why}',
    '有効なincidentもattack-flowもない。{what}：{why}',
  ],
  ['it holds no valid incident and no valid attack-flow', '有効なincidentもattack-flowもない'],
  ['it has several incidents, name one: {names}', 'incidentが複数ある。1つを指定する：{names}'],
  [
    'no partner of this node is of {nation}; the list of partners has their nations',
    '{nation}の相手先はない。相手先の国は一覧にある',
  ],
  ['there is no object {id}', 'オブジェクト {id} はない'],
  [
    'the cursor belongs to another question; ask for the first page without one',
    'この続きは別の条件のもの。続きの指定なしで最初から求める',
  ],
  [
    'this import was begun by another version of the program: hand the file in again',
    'この取込みは別の版のプログラムで始められた。ファイルを再度渡す',
  ],
  ['no detection, suppression or log input {id}', '検知・抑止・ログ入力 {id} はない'],
  ['it is no absolute path', '絶対パスではない'],
  ['it is no address and port, such as 127.0.0.1:5514', 'アドレスとポート（例 127.0.0.1:5514）ではない'],
  [
    'it is not on loopback: say that others may send, too',
    'ループバックではない。他の端末からの送信を許すことを指定する',
  ],
  ['what a listener takes is syslog', '受信できるのはsyslogだけ'],
  ['more than {count#} logs are not followed', '監視できるログは{count}件まで'],
  ['a suppression names a rule, an indicator or an asset', '抑止には規則・痕跡・資産のいずれかを指定する'],
  ['a suppression ends in the future, and within {days#} days', '抑止の期限は現在より後、{days}日以内とする'],
]
