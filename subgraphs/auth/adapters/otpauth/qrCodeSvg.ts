import qrcode from 'qrcode-generator';

/** Modules of white around the code, without which scanners do not find it (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Draws `text`, which must be ASCII, as a QR code: an SVG document of any size, black on white. */
export function qrCodeSvg(text: string): string {
  // 0 chooses the smallest version; level M survives 15 % of damage.
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const rows = Array.from({ length: count }, (_row, row) => drawRow(row, count, code)).join('');
  const size = count + 2 * QUIET_ZONE;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${rows}"/></svg>`
  );
}

/** One rectangle for each run of dark modules. */
function drawRow(row: number, count: number, code: { isDark(row: number, column: number): boolean }): string {
  let path = '';
  for (let column = 0; column < count; column += 1) {
    const start = column;
    while (column < count && code.isDark(row, column)) column += 1;
    const length = column - start;
    if (length > 0) path += `M${start + QUIET_ZONE} ${row + QUIET_ZONE}h${length}v1h-${length}z`;
  }
  return path;
}
