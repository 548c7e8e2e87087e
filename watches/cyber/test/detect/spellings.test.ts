import { createCsvReader } from '@yagura/formats'
import { describe, expect, test } from 'vitest'
import {
  createBlockScan,
  createDetector,
  createIndicatorTable,
  createLogLineReader,
  type Indicator,
  type LogFormat,
  type ReadIndicatorRow,
} from '../../src/index.ts'

// Indicators as people send them, by the names that the rows below expect.
const table = `type,value,name
domain,evil[.]example,dom
ip,198.51.100.9,ip4
ipv6,2001:db8::1,ip6
cidr,203.0.113.0/24,net4
cidr,2001:db8:aaaa::/48,net6
url,hxxp://bad[.]example/a/B?x=1,url
url,http://shop.example:8443/p,urlport
url,http://bare.example,urlbare
url,http://münchen.example/x,urlidn
domain,münchen.example,idn
md5,D41D8CD98F00B204E9800998ECF8427E,md5
sha1,da39a3ee5e6b4b0d3255bfef95601890afd80709,sha1
sha256,E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855,sha256
sha1,4a:a3:66:76:82:cb:6b:23:bb:c3:58:47:23:a4:63:a7:78:a4:a1:18,tlsfp
email,Bad.Guy@evil[.]example,mail
domain,one[dot]example,d1
domain,two(.)example,d2
domain,three[.]sub{.}example,d3
domain,four[.example,d4
ip,198[.]51[.]100[.]77,d5
url,hXXps://five[.]example/x,d6
url,hxxp[:]//six[.]example/x,d7
url,hxxp[://]seven[.]example/x,d8
domain,*.eight.example,d9
domain,.nine.example,d10
`

function indicators(): readonly Indicator[] {
  const all: Indicator[] = []
  let readRow: ReadIndicatorRow | undefined
  const reader = createCsvReader({
    header: (columns) => {
      readRow = createIndicatorTable(columns)
      return true
    },
    row: (row) => {
      const read = readRow?.(row) ?? 'no table'
      if (typeof read === 'string') throw new Error(read)
      all.push(...read)
    },
    problem: (line, reason) => {
      throw new Error(`${line}: ${reason}`)
    },
  })
  reader.write(new TextEncoder().encode(table))
  reader.end()
  return all
}

const detector = createDetector({ indicators: indicators(), isHarmless: () => undefined, nowMs: 0 })

function found(format: LogFormat, line: string): readonly string[] {
  const reader = createLogLineReader({ format, log: 'log', nowMs: 0 })
  return createBlockScan(detector, format)(new TextEncoder().encode(`${line}\n`), reader, 1).hits.map(
    ({ rule }) => rule,
  )
}

type Row = readonly [rule: string, line: string]

const eve: readonly Row[] = [
  ['dom', '{"event_type":"dns","dns":{"rrname":"EVIL.example."}}'],
  ['dom', '{"event_type":"dns","dns":{"queries":[{"rrname":"evil.example","rrtype":"A"}]}}'],
  ['dom', '{"event_type":"http","http":{"hostname":"evil.example","url":"\\/x"}}'],
  ['dom', '{"event_type":"http","http":{"hostname":"evil.example:8080","url":"\\/x"}}'],
  ['dom', '{"event_type":"http","http":{"hostname":"ok.example","url":"http:\\/\\/evil.example\\/x"}}'],
  ['dom', '{"event_type":"tls","tls":{"sni":"evil.example"}}'],
  ['dom', '{"event_type":"tls","tls":{"subject":"CN=evil.example, O=x","sni":"ok.example"}}'],
  ['dom', '{"event_type":"tls","tls":{"subjectaltname":["a.example","evil.example"]}}'],
  ['url', '{"event_type":"http","http":{"hostname":"BAD.example","url":"\\/a\\/B?x=1"}}'],
  ['url', '{"event_type":"http","http":{"hostname":"bad.example","url":"http:\\/\\/bad.example:80\\/a\\/B?x=1#frag"}}'],
  ['url', '{"event_type":"http","http":{"hostname":"bad.example.","url":"\\/a\\/B?x=1"}}'],
  ['url', '{"event_type":"http","http":{"hostname":"bad.example","http_port":80,"url":"\\/a\\/B?x=1"}}'],
  ['urlport', '{"event_type":"http","http":{"hostname":"shop.example","http_port":8443,"url":"\\/p"},"dest_port":8443}'],
  ['sha1', '{"event_type":"fileinfo","fileinfo":{"filename":"x","sha1":"DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"}}'],
  ['tlsfp', '{"event_type":"tls","tls":{"fingerprint":"4a:a3:66:76:82:cb:6b:23:bb:c3:58:47:23:a4:63:a7:78:a4:a1:18"}}'],
  ['tlsfp', '{"event_type":"tls","tls":{"fingerprint":"4aa3667682cb6b23bbc3584723a463a778a4a118"}}'],
  ['ip4', '{"event_type":"alert","src_ip":"198.51.100.9","alert":{"signature":"x"}}'],
  ['mail', '{"event_type":"smtp","email":{"from":"\\"Bad\\" <bad.guy@EVIL.example>","to":["x@y.example"]}}'],
  ['tlsfp', '{"event_type":"tls","tls":{"fingerprint":"4A:A3:66:76:82:cb:6b:23:bb:c3:58:47:23:a4:63:a7:78:a4:a1:18","sni":"x"}}'],
] // biome-ignore format: a line of a log each

const json: readonly Row[] = [
  ['urlport', '{"url":{"full":"HTTP://shop.example:8443/p"}}'],
  ['urlport', '{"url":{"scheme":"http","domain":"shop.example","port":8443,"path":"/p"}}'],
  ['url', '{"url":{"scheme":"http","domain":"bad.example","path":"/a/B","query":"x=1"}}'],
  ['url', '{"url":{"original":"http://bad.example./a/B?x=1"}}'],
  ['urlbare', '{"url":{"original":"http://bare.example"}}'],
  ['urlbare', '{"url":{"original":"http://bare.example/"}}'],
  ['urlbare', '{"url":{"original":"http://bare.example/#top"}}'],
  ['dom', '{"url":{"original":"http://evil.example/any"}}'],
  ['ip4', '{"url":{"original":"http://198.51.100.9:8080/any"}}'],
  ['ip6', '{"url":{"original":"http://[2001:db8::1]:8080/any"}}'],
  ['dom', '{"url":{"original":"http://user:pw@evil.example/any"}}'],
  ['ip4', '{"source":{"ip":"198.51.100.9"}}'],
  ['ip4', '{"source.ip":["10.0.0.1","198.51.100.9"]}'],
  ['ip4', '{"source":{"address":"198.51.100.9:443"}}'],
  ['ip4', '{"source":{"ip":"::ffff:198.51.100.9"}}'],
  ['ip6', '{"source":{"ip":"2001:0DB8:0:0:0:0:0:1"}}'],
  ['ip6', '{"source":{"ip":"2001:db8:0:0::0.0.0.1"}}'],
  ['ip6', '{"source":{"ip":"[2001:db8::1]:443"}}'],
  ['ip6', '{"source":{"ip":"[2001:db8::1]"}}'],
  ['ip6', '{"source":{"ip":"2001:db8::1%eth0"}}'],
  ['net6', '{"source":{"ip":"2001:DB8:AAAA:5::77"}}'],
  ['net4', '{"source":{"ip":"203.0.113.200"}}'],
  ['net4', '{"message":"from 203.0.113.200:80 to x"}'],
  ['md5', '{"file":{"hash":{"md5":"d41d8cd98f00b204e9800998ecf8427e"}}}'],
  ['sha256', '{"winlog":{"event_data":{"Hashes":"MD5=00000000000000000000000000000000,SHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,IMPHASH=0"}}}'],
  ['sha256', '{"container":{"image":{"hash":{"all":["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]}}}}'],
  ['d1', '{"dns.question.name":"one.example"}'],
  ['d2', '{"dns.question.name":"two.example"}'],
  ['d3', '{"dns.question.name":"three.sub.example"}'],
  ['d4', '{"dns.question.name":"four.example"}'],
  ['d5', '{"source.ip":"198.51.100.77"}'],
  ['d6', '{"url.full":"https://five.example/x"}'],
  ['d7', '{"url.full":"http://six.example/x"}'],
  ['d8', '{"url.full":"http://seven.example/x"}'],
  ['d9', '{"dns.question.name":"a.b.eight.example"}'],
  ['d10', '{"dns.question.name":"a.nine.example"}'],
  ['ip6', '{"message":"Deny TCP from outside:2001:db8::1/443 to inside:10.0.0.1/22"}'],
  ['ip4', '{"message":"Deny TCP from outside:198.51.100.9/443 to inside:10.0.0.1/22"}'],
  ['net6', '{"message":"client 2001:db8:aaaa::#53122: query"}'],
  ['url', '{"message":"GET (http://bad.example/a/B?x=1), and more"}'],
] // biome-ignore format: a line of a log each

const zeek: readonly Row[] = [
  ['idn', '{"_path":"dns","query":"xn--mnchen-3ya.example"}'],
  ['mail', '{"_path":"smtp","mailfrom":"bad.guy@evil.example","rcptto":["a@b.example"]}'],
  ['mail', '{"_path":"smtp","from":"Bad Guy <Bad.Guy@evil.example>"}'],
  ['url', '{"_path":"http","host":"bad.example","uri":"/a/B?x=1","id.orig_h":"10.0.0.1","id.resp_h":"10.0.0.2"}'],
  ['urlport', '{"_path":"http","host":"shop.example:8443","uri":"/p"}'],
  ['idn', '{"_path":"dns","query":"münchen.example"}'],
  ['urlidn', '{"_path":"http","host":"münchen.example","uri":"/x"}'],
] // biome-ignore format: a line of a log each

const syslog: readonly Row[] = [
  ['dom', '<30>Nov 22 02:59:59 h named[1]: client @0x7f12 10.1.1.1#53122 (evil.example): query: evil.example IN A +E(0)K (10.0.0.1)'],
  ['ip4', '<30>Nov 22 02:59:59 h named[1]: client @0x7f12 198.51.100.9#53122 (ok.example): query: ok.example IN A'],
  ['ip6', '<30>Nov 22 02:59:59 h named[1]: client 2001:db8::1#53122 (ok.example): query: ok.example IN A'],
  ['ip4', '<166>Nov 22 02:59:59 fw %ASA-6-302013: Built inbound TCP connection 1 for outside:198.51.100.9/443 (198.51.100.9/443) to inside:10.0.0.1/22'],
  ['ip4', '<166>Nov 22 02:59:59 fw %ASA-6-106015: Deny TCP (no connection) from outside:198.51.100.9/443 to inside:10.0.0.1/22 flags RST'],
  ['ip6', '<166>Nov 22 02:59:59 fw %ASA-6-106015: Deny TCP from outside:2001:db8::1/443 to inside:10.0.0.1/22'],
  ['ip4', '<30>Nov 22 02:59:59 h kernel: [12.3] IN=eth0 OUT= SRC=198.51.100.9 DST=10.0.0.1 PROTO=TCP'],
  ['ip4', '<30>Nov 22 02:59:59 h sshd[1]: Failed password for root from ::ffff:198.51.100.9 port 22'],
  ['ip4', '<30>Nov 22 02:59:59 h sshd[1]: Connection closed by 198.51.100.9.'],
  ['ip6', '<30>Nov 22 02:59:59 h sshd[1]: Connection closed by 2001:db8::1.'],
  ['ip6', '<30>Nov 22 02:59:59 h sshd[1]: Connection closed by 2001:DB8:0::1: bye'],
  ['dom', '<30>Nov 22 02:59:59 h squid[1]: 1 2 10.0.0.1 TCP_MISS/200 GET http://evil.example/x - DIRECT/10.1.1.1'],
  ['dom', '<30>Nov 22 02:59:59 h squid[1]: 1 2 10.0.0.1 TCP_TUNNEL/200 CONNECT evil.example:443 - HIER_DIRECT/10.1.1.1'],
  ['ip4', '<30>Nov 22 02:59:59 h squid[1]: 1 2 10.0.0.1 TCP_TUNNEL/200 CONNECT ok.example:443 - HIER_DIRECT/198.51.100.9'],
  ['mail', '<30>Nov 22 02:59:59 h postfix/smtp[1]: ABC: to=<bad.guy@evil.example>, relay=x[10.0.0.1]:25'],
  ['ip4', '<30>Nov 22 02:59:59 h postfix/smtpd[1]: connect from mail.ok.example[198.51.100.9]'],
  ['dom', '<30>Nov 22 02:59:59 h dnsmasq[1]: query[A] evil.example from 10.0.0.1'],
  ['dom', '<30>Nov 22 02:59:59 h dnsmasq[1]: reply evil.example is 10.0.0.1'],
  ['url', '<30>Nov 22 02:59:59 h httpd[1]: 10.0.0.1 - - [22/Nov/2026:02:59:59 +0000] "GET http://bad.example/a/B?x=1 HTTP/1.1" 200 1'],
  ['ip4', '<34>1 2026-11-22T02:59:59Z h app - - [o@1 ip="198.51.100.9" q="a \\"b\\" \\]c"] hello'],
  ['dom', '<34>1 2026-11-22T02:59:59Z h app - - [o@1 q="evil.example"][p@2 z="1"]'],
  ['dom', '2026-11-22T02:59:59.123+09:00 h app[2]: asked evil.example'],
  ['sha256', '<30>Nov 22 02:59:59 h clam[1]: /x: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 FOUND'],
  ['dom', '<34>Nov 22 02:59:59 h cef: CEF:0|V|P|1|100|n|5|dst=198.51.100.1 request=http://evil.example/x dhost=evil.example'],
  ['md5', '<34>Nov 22 02:59:59 h cef: CEF:0|V|P|1|100|n|5|fileHash=D41D8CD98F00B204E9800998ECF8427E act=x'],
  ['ip4', '<34>1 2026-11-22T02:59:59Z h app - - [o@1 ip="198.51.100.9" ip="192.0.2.1"] hello'],
  ['dom', '<34>1 2026-11-22T02:59:59Z h app - - [o@1 host="evil.example" message="x"] hello'],
] // biome-ignore format: a line of a log each

describe('what is looked for is found however it is written', () => {
  test.each(eve)('Suricata: %s in %s', (rule, line) => {
    expect(found('eve', line)).toContain(rule)
  })
  test.each(json)('JSON: %s in %s', (rule, line) => {
    expect(found('json', line)).toContain(rule)
  })
  test.each(zeek)('Zeek: %s in %s', (rule, line) => {
    expect(found('zeek', line)).toContain(rule)
  })
  test.each(syslog)('syslog: %s in %s', (rule, line) => {
    expect(found('syslog', line)).toContain(rule)
  })
})

test.each<[LogFormat, string]>([
  ['json', '{"source":{"ip":"198.51.100.90"},"message":"outside:1198.51.100.9/443 198.51.100.9.5 notevil.example"}'],
  ['json', '{"url":{"original":"http://ok.example/evil.example"},"file":{"path":"/tmp/evil.example"}}'],
  ['json', '{"url":{"original":"http://evil.example.org/a/B?x=1"}}'],
  ['syslog', '<30>Nov 22 02:59:59 h app[1]: version 1.198.51.100.9 of 2001:db8::10/64'],
])('what only looks like it is not found: %s %s', (format, line) => {
  expect(found(format, line)).toEqual([])
})

test('bytes of UTF-8 that Zeek escapes one by one are one letter', () => {
  const reader = createLogLineReader({ format: 'zeek', log: 'log', nowMs: 0 })
  const head = '#separator \\x09\n#path\tdns\n#fields\tts\tquery\tanswers\n#types\ttime\tstring\tvector[string]\n'
  const rows = '1\tm\\xc3\\xbcnchen.example\t-\n2\tok\tevil.example\\x2cok,m\\xc3\\xbcnchen.example\n'
  const { hits } = createBlockScan(detector, 'zeek')(new TextEncoder().encode(head + rows), reader, 1)
  expect(hits.map(({ rule, matched }) => [rule, matched[0]?.line])).toEqual([
    ['idn', 5],
    ['idn', 6],
  ])
})
