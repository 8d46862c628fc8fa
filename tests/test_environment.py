"""The secret that a local installation makes for itself."""

from pathlib import Path

from imagetransfer.environment import secret_kept_in


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / ".secret-key"

    first, second = secret_kept_in(path), secret_kept_in(path)

    assert first == second
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [".secret-key"]
