"""网店美工设计: pictures for a shop, made layer by layer and checked against stated sizes."""
