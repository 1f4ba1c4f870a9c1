import { describe, expect, it } from 'vitest';
import { looksLikeHtml, readHtml } from '../../../src/cli/exchange/html-read.ts';
import { codeHtml, proseHtml } from '../../../src/cli/exchange/html-write.ts';
import { readProse, whole } from '../../../src/cli/exchange/prose.ts';

describe('HTML as plain text', () => {
  it.each([
    ['marks', 'a <strong>b</strong>, <em>c</em>, <tt>d()</tt>', 'a **b**, *c*, `d()`'],
    ['code beside code', '<code>a</code> <code>b</code>', '`a` `b`'],
    ['code that holds a backtick', '<code>a`b</code>', '`` a`b ``'],
    ['code inside bold', '<b>use <code>exec</code> here</b>', '**use **`exec`** here**'],
    ['code over two lines', '<code>a<br>b</code>', '`a`\n`b`'],
    ['what stars would not mark', 'un<i>believ</i>able <b></b>', 'unbelievable'],
    ['paragraphs', '<p>one</p>\n<p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['divisions', '<div>one</div><div>two</div>', 'one\ntwo'],
    [
      'lists',
      '<p>a</p><ul><li>b</li><li> c <ol><li>d</li><li><p>e</p></li></ol></li></ul>f',
      'a\n\n- b\n- c\n  1. d\n  2. e\n\nf',
    ],
    ['tables', '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>', 'a | b\n1 | 2'],
    ['runs of spaces and entities', ' a \n  b&nbsp;&nbsp;c &lt;d&gt; &eacute; &#8212; ', 'a b  c <d> é —'],
    ['powers', '2<sup>10</sup> x<sub>1</sub>', '2^10 x_1'],
    [
      'links',
      '<a href="https://example.org/a">the page</a>, <a href="https://example.org">https://example.org</a>, <a href="#x">here</a>',
      'the page (https://example.org/a), https://example.org, here',
    ],
    ['what is not for reading', '<style>p { }</style>a<script>b()</script>', 'a'],
    ['signs that are no tags', 'i<n, vector<int> and 1 < 2 && 3>2', 'i<n, vector<int> and 1 < 2 && 3>2'],
    ['tags that are never closed', '<p>a <b>b<p>c', 'a **b**\n\n**c**'],
  ])('reads %s', (_what, html, text) => {
    expect(readHtml(html)).toEqual({ text, code: undefined, dropped: [] });
  });

  it('takes blocks of code out, as they are', () => {
    const html = 'What?<pre>\n  a &lt; b\n\n\tc<br>d\n</pre><p>And?</p><pre><code>e</code></pre>';
    expect(readHtml(html)).toEqual({ text: 'What?\n\nAnd?', code: '  a < b\n\n\tc\nd\n\ne', dropped: [] });
  });

  it('names what it leaves out', () => {
    const { text, dropped } = readHtml(
      'See <img src="a/heap%20map.png"> and <img alt="a tree" src=x><video src="v.mp4"></video>.',
    );
    expect(text).toBe('See and .');
    expect(dropped).toEqual(['the picture "heap%20map.png"', 'the picture "a tree"', 'the video "v.mp4"']);
  });

  it('counts line feeds only where they are line breaks', () => {
    expect(readHtml('a\nb <i>c</i>').text).toBe('a b *c*');
    expect(readHtml('a\nb <i>c</i>', { breaks: true }).text).toBe('a\nb *c*');
  });

  it('knows HTML from text with signs', () => {
    expect(['a<br>b', '&lt;', 'x &#39;', '</P>'].map(looksLikeHtml)).toEqual([true, true, true, true]);
    expect(['a < b', 'vector<int>', 'a & b; c', 'AT&T'].map(looksLikeHtml)).toEqual([false, false, false, false]);
  });
});

describe('our markup as HTML', () => {
  it('escapes text, and keeps spaces and line breaks', () => {
    expect(proseHtml('a  <b> & `x  <y>`\n **c** *d*')).toBe(
      'a&nbsp; &lt;b&gt; &amp; <code>x&nbsp; &lt;y&gt;</code><br>&nbsp;<b>c</b> <i>d</i>',
    );
  });

  it('writes code that comes back as it was', () => {
    const code = '\n  if a < b:\n\tprint("&amp;")';
    expect(readHtml(codeHtml(code)).code).toBe(code);
  });
});

describe("Moodle's other formats", () => {
  it('takes fences, pictures and links out of Markdown, and leaves the rest', () => {
    const markdown =
      'Why `a`?\n\n```py\nx = 1\n\ny = 2\n```\n\n![a heap](heap.png) See [PEP 8](https://peps.python.org/pep-0008/).';
    expect(readProse(markdown, 'markdown')).toEqual({
      text: 'Why `a`?\n\n See PEP 8 (https://peps.python.org/pep-0008/).',
      code: 'x = 1\n\ny = 2',
      dropped: ['the picture "a heap"'],
    });
  });

  it('reads plain text as it stands', () => {
    expect(readProse('a <b>b</b> &lt;  ', 'plain').text).toBe('a <b>b</b> &lt;');
  });

  it("reads Moodle's own format as HTML with line breaks", () => {
    expect(readProse('a <b>b</b>\nc &lt; d', 'moodle').text).toBe('a **b**\nc < d');
    expect(readProse('i<n\nj', 'moodle').text).toBe('i<n\nj');
  });

  it('writes code as spans where there is no field for it', () => {
    expect(whole({ text: 'a', code: 'if x:\n\n  y`z`', dropped: [] })).toBe('a\n\n`if x:`\n\n  `` y`z` ``');
  });
});
