import { describe, expect, it } from 'vitest';
import { OWN } from '../../state/testing/workspace-setup.ts';
import { serverCommands } from './program-words.ts';

describe('the commands for a server', () => {
  const request = {
    origin: 'http://localhost:8000',
    fileName: 'mug.jpg',
    model: { kind: 'catalog', id: 'isnet' },
    quality: 'ultra',
  } as const;

  it('name what the API calls the network', () => {
    expect(serverCommands(request).cutout).toBe(
      [
        'curl -fsS http://localhost:8000/v1/process/remove-background \\',
        '  -H "Authorization: Bearer $TOKEN" \\',
        "  -H 'Accept: image/png' \\",
        '  -F file=@mug.jpg -F model=rembg -F quality=ultra \\',
        '  -o cutout.png',
      ].join('\n'),
    );
    expect(serverCommands({ ...request, model: { kind: 'catalog', id: 'deeplabv3' } }).cutout).toContain(
      '-F model=deeplab ',
    );
    expect(serverCommands({ ...request, model: OWN }).cutout).toContain('-F model=rembg ');
  });

  it('keep any file name in one piece', () => {
    const { cutout } = serverCommands({ ...request, fileName: "Ann's cat; rm -rf $HOME.jpg" });
    expect(cutout).toContain(`-F 'file=@Ann'\\''s cat; rm -rf $HOME.jpg' -F`);
  });
});
