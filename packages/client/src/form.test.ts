import { expect, it } from 'vitest';
import { toForm } from './form.ts';

it('makes a part of each field, one of each file of a list, and none of what is undefined', () => {
  const mug = new File(['mug'], 'mug.jpg', { type: 'image/jpeg' });
  const form = toForm({
    files: [mug, new Blob(['car'])],
    quality: 'high',
    edge_refinement: 50,
    return_mask: true,
    crop: undefined,
  });
  expect(form.getAll('files').map(part => (part as File).name)).toEqual(['mug.jpg', 'file']);
  expect(form.get('quality')).toBe('high');
  expect(form.get('edge_refinement')).toBe('50');
  expect(form.get('return_mask')).toBe('true');
  expect([...form.keys()]).not.toContain('crop');
});
