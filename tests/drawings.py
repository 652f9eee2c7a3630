"""What a picture must not do: clip, shrink or overlay its text, or write characters that its font has not."""

from __future__ import annotations

from graph.exports import captions, fonts
from graph.exports.scene import Scene


def faults(scene: Scene) -> list[str]:
    """Texts that are clipped, too small, without a glyph, or on top of another."""
    found = []
    texts = scene.texts()
    known = fonts.advances()
    for index, text in enumerate(texts):
        left, top, right, bottom = text.box
        if left < 0 or top < 0 or right > scene.width + 0.01 or bottom > scene.height + 0.01:
            found.append(f"clipped: {text.text}")
        if text.size < captions.SMALLEST:
            found.append(f"{text.size} pt: {text.text}")
        found += [f"no glyph for {c!r}" for c in text.text if c not in known]
        for other in texts[:index]:
            wide = min(right, other.box[2]) - max(left, other.box[0])
            high = min(bottom, other.box[3]) - max(top, other.box[1])
            # Line boxes hold room for accents and tails: letters overlap only where the boxes do so by more than that.
            if wide > 0.8 and high > 0.3 * text.size:
                found.append(f"{text.text!r} on {other.text!r}")
    return found
